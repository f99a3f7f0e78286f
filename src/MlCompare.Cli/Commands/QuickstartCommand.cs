using System.CommandLine;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare quickstart</c>: the embedded study, no downloads.</summary>
internal static class QuickstartCommand
{
    public static Command Make()
    {
        Option<string?> folder = CommonOptions.Out();
        Option<string?> others = new("--with") { Description = "Learners that take part besides the embedded ones, such as mlnet-lightgbm,mlnet-fast-tree.", HelpName = "IDS" };
        Option<int> workers = CommonOptions.Workers();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> open = CommonOptions.OpenReport();
        Option<bool> isolate = CommonOptions.Isolate();
        Option<string?> memory = CommonOptions.Memory();
        Command command = new("quickstart", "Run the embedded study (tables, images, texts with known truth) and write its report: under two minutes, no downloads.")
        {
            others, folder, workers, threads, isolate, memory, open,
        };
        command.SetAction((parsed, cancel) =>
        {
            Composition composition = new(dataFolder: null);
            StudyJob job = new(composition, parsed.GetValue(folder) ?? "mlcompare-quickstart", parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(open))
            {
                Isolate = parsed.GetValue(isolate),
                Memory = parsed.GetValue(memory),
            };
            return StudyJob.OnThread(() => job.Run(QuickstartStudy.Make(composition.Plugins, parsed.GetValue(others)), Environment.CurrentDirectory, cancel));
        });
        return command;
    }
}
