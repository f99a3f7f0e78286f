using System.CommandLine;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare run STUDY.json</c>: runs a written plan, or what is left of it.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        Argument<string> file = new("STUDY.json") { Description = "The plan; paths in it start at its folder." };
        Option<string?> data = CommonOptions.Data();
        Option<string?> folder = CommonOptions.Out();
        Option<int> workers = CommonOptions.Workers();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> open = CommonOptions.OpenReport();
        Command command = new("run", "Run a study file; trials that are already in the folder are not repeated.") { file, data, folder, workers, threads, open };
        command.SetAction((parsed, cancel) => StudyJob.OnThread(
            () =>
            {
                string path = parsed.GetValue(file)!;
                Study study = StudyFile.Read(path);
                string beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
                string target = parsed.GetValue(folder) ?? beside;
                return new StudyJob(new Composition(parsed.GetValue(data)), target, parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(open)).Run(study, beside, cancel);
            }));
        return command;
    }
}
