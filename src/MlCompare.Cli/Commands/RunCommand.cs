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
        Option<bool> anew = CommonOptions.Anew();
        Option<string?> shard = new("--shard") { Description = "Only part i of n, into shards/i-of-n of the folder; 'mlcompare merge' puts the parts together.", HelpName = "i/n" };
        Option<string?> costs = new("--costs") { Description = "File of measured costs that the parts are balanced by; the same for all parts.", HelpName = "FILE" };
        Option<bool> allow = new("--allow-plugin") { Description = "Load the assemblies that the plan names, and run their code." };
        Option<bool> isolate = CommonOptions.Isolate();
        Option<string?> memory = CommonOptions.Memory();
        Command command = new("run", "Run a study file; trials that are already in the folder are not repeated.") { file, shard, costs, allow, data, folder, workers, threads, isolate, memory, anew, open };
        command.SetAction((parsed, cancel) => StudyJob.OnThread(
            () =>
            {
                string path = parsed.GetValue(file)!;
                Study study = StudyFile.Read(path);
                string beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
                string target = parsed.GetValue(folder) ?? beside;
                string[] plugins = [.. StudyPaths.Plugins(study, beside)];
                if (plugins.Length > 0 && !parsed.GetValue(allow))
                {
                    throw new InputException(
                        $"the plan wants code loaded from {string.Join(", ", plugins)}", $"{path}, key 'plugins'", "if you trust it, add --allow-plugin; else take the key out");
                }

                return new StudyJob(new Composition(parsed.GetValue(data), plugins), target, parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(open))
                {
                    Anew = parsed.GetValue(anew),
                    Isolate = parsed.GetValue(isolate),
                    Memory = parsed.GetValue(memory),
                    Shard = parsed.GetValue(shard) is string part ? Shard.Parse(part, "--shard") : null,
                    Costs = parsed.GetValue(costs) is string measured ? TrialCosts.Read(measured) : null,
                }.Run(study, beside, cancel);
            }));
        return command;
    }
}
