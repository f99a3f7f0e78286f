using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using MlCompare.Cli.Clusters;
using MlCompare.Datasets;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare submit STUDY.json</c>: a study in parts on a cluster.</summary>
internal static partial class SubmitCommand
{
    /// <summary>A time limit is this many times what is expected, and at least a quarter of an hour: a job that meets it has to be submitted again.</summary>
    private const double TimeReserve = 2;

    private const int LeastMinutes = 15;

    public static Command Make()
    {
        Argument<string> file = new("STUDY.json") { Description = "The plan; paths in it start at its folder." };
        Option<string> engine = CommonOptions.OneOf("--engine", "The cluster's scheduler.", "slurm", "kubernetes");
        Option<string?> folder = new("--out") { Description = "Folder for the parts and the report; all machines see it under this name. The plan's own if not given.", HelpName = "DIR" };
        Option<string?> data = CommonOptions.Data();
        Option<int> tasks = CommonOptions.Whole("--tasks", "Parts; 0: as many as take --minutes-per-task each, by measured costs.", 0, least: 0, "N");
        Option<int> minutes = CommonOptions.Whole("--minutes-per-task", "Aim for the length of a part.", 30, least: 1, "N");
        Option<string?> costs = new("--costs-from") { Description = "Folder of results that costs are taken from, such as those of a small run; the study's own folder if not given.", HelpName = "DIR" };
        Option<string?> time = new("--time") { Description = "Time limit of a part, such as 2h; twice what is expected if not given.", HelpName = "TIME" };
        Option<int> cpus = CommonOptions.Whole("--cpus-per-task", "Processors of a part: so many trials at a time.", 1, least: 1, "N");
        Option<string?> memory = new("--memory") { Description = "Memory of a part, such as 8G.", HelpName = "SIZE" };
        Option<bool> isolate = CommonOptions.Isolate();
        Option<string?> workerMemory = new("--worker-memory") { Description = "Memory that a worker process of a part may take, such as 2GiB; a trial that needs more fails. Implies --isolate.", HelpName = "SIZE" };
        Option<int> gpus = CommonOptions.Whole("--gpus-per-task", "GPUs of a part.", 0, least: 0, "N");
        Option<string?> partition = new("--partition") { Description = "Slurm partition.", HelpName = "NAME" };
        Option<string?> account = new("--account") { Description = "Slurm account.", HelpName = "NAME" };
        Option<string?> program = new("--program") { Description = "Command that starts mlcompare on the machines of the cluster; the one running now if not given.", HelpName = "COMMAND" };
        Option<string> image = new("--image") { Description = "Container image for Kubernetes.", DefaultValueFactory = _ => "mlcompare:latest", HelpName = "IMAGE" };
        Option<string> claim = new("--claim") { Description = "Persistent volume claim that is mounted at the study's folder (Kubernetes).", DefaultValueFactory = _ => "mlcompare", HelpName = "NAME" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only write the scripts (Slurm), or print the manifest (Kubernetes)." };
        Command command = new("submit", "Run a study in parts on a cluster: a Slurm job array, or a Kubernetes Indexed Job.")
        {
            file, engine, folder, data, tasks, minutes, costs, time, cpus, memory, isolate, workerMemory, gpus, partition, account, program, image, claim, dryRun,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            string home = Path.GetDirectoryName(Path.GetFullPath(path))!;
            string target = Path.GetFullPath(parsed.GetValue(folder) ?? home);
            Study plan = StudyFile.Read(path);
            if (StudyPaths.Plugins(plan, home).FirstOrDefault() is string plugin)
            {
                throw new InputException($"the plan wants code loaded from {plugin}", $"{path}, key 'plugins'", "submit takes no plugins yet: start the parts yourself with 'mlcompare run --shard i/n --allow-plugin'");
            }

            Composition composition = new(parsed.GetValue(data));
            Study study = StudyPaths.Found(plan, home, composition.Library);
            TrialCosts measured = Costs(parsed.GetValue(costs), target);
            (int parts, double longest) = Plan(study, composition, measured, parsed.GetValue(tasks), parsed.GetValue(minutes), parsed.GetValue(cpus));
            int? limit = parsed.GetValue(time) is string text ? (int)Math.Ceiling(Parsing.Duration(text, "--time") / 60)
                : measured.Measured.Count > 0 ? Math.Max(LeastMinutes, (int)Math.Ceiling(TimeReserve * longest / 60)) : null;
            ClusterTask task = new(
                NoName().Replace(study.Name, "-"),
                target,
                parsed.GetValue(data) is string local ? Path.GetFullPath(local) : null,
                parts,
                parsed.GetValue(cpus),
                Memory(parsed.GetValue(memory)),
                limit,
                parsed.GetValue(gpus),
                Program(parsed.GetValue(program)))
            {
                Isolate = parsed.GetValue(isolate),
                WorkerMemory = WorkerMemory(parsed.GetValue(workerMemory)),
            };
            Directory.CreateDirectory(target);
            StudyFile.Write(StudyPaths.Moved(study, target, composition.Library), Path.Combine(target, ResultStore.StudyName));
            measured.Write(Path.Combine(target, TrialCosts.FileName));
            foreach (Shard shard in Enumerable.Range(1, parts).Select(i => new Shard(i, parts)))
            {
                Directory.CreateDirectory(Path.Combine(target, shard.Folder));
            }

            if (parsed.GetValue(engine) == "kubernetes")
            {
                return parsed.GetValue(dryRun)
                    ? Say(KubernetesJob.Manifest(task, parsed.GetValue(image)!, parsed.GetValue(claim)!).TrimEnd('\n'))
                    : throw new InputException("mlcompare does not talk to Kubernetes itself", "--engine kubernetes", "add --dry-run and pipe what is printed into 'kubectl apply -f -'");
            }

            string? job = SlurmJob.Submit(task, parsed.GetValue(partition), parsed.GetValue(account), parsed.GetValue(dryRun));
            string expected = measured.Measured.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", the longest expected to take {longest / 60:0.#} minutes");
            return Say(job is null
                ? $"{parts} parts{expected}. Written: parts.sbatch and finish.sbatch in {target}"
                : $"{parts} parts{expected}. Submitted as job {job}; the report comes with the last part. Progress: mlcompare status {target}");
        });
        return command;
    }

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return CommandLine.Done;
    }

    private static TrialCosts Costs(string? from, string target) => from is not null ? TrialCosts.Of(ResultStore.Read(from).Rows)
        : File.Exists(Path.Combine(target, ResultStore.ResultsName)) ? TrialCosts.Of(ResultStore.Read(target).Rows)
        : new TrialCosts([]);

    /// <summary>The number of parts and the seconds that the longest is expected to take.</summary>
    private static (int Parts, double Longest) Plan(Study study, Composition composition, TrialCosts costs, int tasks, int minutes, int cpus)
    {
        IDatasetSource[] sources = [.. study.Datasets.Select(id => composition.Source(study, id))];
        StudyValidation.CheckIds(study, sources);
        BlockFactory[] factories = [.. sources.Select(source => new BlockFactory(source, study, composition.Plugins.Interventions))];
        IReadOnlyList<TrialPlan> plan = StudyPlanner.Trials(study, factories, StudyPlanner.Contestants(study, composition.Plugins.Learners), composition.Plugins.Interventions);
        if (tasks == 0 && costs.Measured.Count == 0)
        {
            throw new InputException("nothing was measured that could tell how many parts are wanted", "--tasks", "name their number, or a folder of results with --costs-from");
        }

        int wanted = tasks > 0 ? tasks : (int)Math.Clamp(Math.Ceiling(plan.Sum(costs.Seconds) / (60.0 * minutes * cpus)), 1, plan.Count);
        double[] seconds = [.. Shard.Split(wanted, study, plan, composition.Plugins.Interventions, costs.Seconds)
            .Select(part => part.Sum(position => costs.Seconds(plan[position])))];
        return (Math.Max(1, seconds.Count(part => part > 0)), seconds.Max() / cpus);
    }

    private static string? Memory(string? text) => text is null || Size().IsMatch(text)
        ? text
        : throw new InputException($"'{text}' is no amount of memory", "--memory", "write for example --memory 8G");

    /// <summary>As it was written: the part reads it again.</summary>
    private static string? WorkerMemory(string? text) => Parsing.Memory(text, "--worker-memory") is null ? null : text;

    private static IReadOnlyList<string> Program(string? given)
    {
        if (given is not null)
        {
            return given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        string self = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, typeof(SubmitCommand).Assembly.Location] : [self];
    }

    [GeneratedRegex("^[0-9]+[KMGT]i?$")]
    private static partial Regex Size();

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NoName();
}
