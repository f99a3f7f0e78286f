using MlCompare.Cli.Live;
using MlCompare.Datasets;
using MlCompare.Native.Isolation;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>What quickstart, compare and run have in common: run, report, say the answer, choose the exit code.</summary>
internal sealed class StudyJob(Composition composition, string folder, int workers, int threads, bool open)
{
    /// <summary>A thread of its own: one taken from the pool would be missing for timers and signals.</summary>
    public static Task<int> OnThread(Func<int> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Start anew: what the folder holds is moved aside first.</summary>
    public bool Anew { get; init; }

    /// <summary>The part of the study to run; null for the whole.</summary>
    public Shard? Shard { get; init; }

    /// <summary>What the parts are balanced by.</summary>
    public TrialCosts? Costs { get; init; }

    /// <summary>Every learner in worker processes; without it only those that ask for it.</summary>
    public bool Isolate { get; init; }

    /// <summary>What --memory said; null when it was not given.</summary>
    public string? Memory { get; init; }

    /// <param name="home">Where relative paths of the study start.</param>
    public int Run(Study study, string home, CancellationToken cancel)
    {
        WorkerPool.MemoryCeiling = Parsing.Memory(Memory);
        bool isolate = Isolate || Memory is not null;
        if (isolate && WorkerTrials.Obstacle is string obstacle)
        {
            string[] parts = obstacle.Split("; ", 2);
            throw new InputException($"no worker process can be started: {parts[0]}", "--isolate", parts.Length > 1 ? parts[1] : "leave the option out");
        }

        study = StudyPaths.Found(study, home, composition.Library);
        IDatasetSource[] sources = [.. study.Datasets.Select(id => composition.Source(study, id))];
        // Here already, so that the line names the paths as they were given.
        StudyValidation.CheckIds(study, sources);
        study = StudyPaths.Moved(study, folder, composition.Library);
        string target = Shard is null ? folder : Path.Combine(folder, Shard.Folder);
        if (Anew && ResultStore.SetAside(target) is string old)
        {
            Console.Error.WriteLine($"The results that were here are in {old} now.");
        }

        LiveReport? live = open && Shard is null ? Start() : null;
        StudyResults results = TrialProgress.Watch(
            progress => new StudyRunner(study, sources, composition.Plugins) { Host = new WorkerTrials(isolate, WorkerPool.MemoryCeiling) }.Run(target, workers, progress, cancel, threads, Shard, Costs));
        if (Shard is not null)
        {
            return Part(results, cancel);
        }

        string report = ReportOutput.Write(results, folder);
        bool shown = live is not null && End(live);
        if (cancel.IsCancellationRequested && results.Rows.Length < results.Header.Planned)
        {
            Console.Error.WriteLine(
                $"Stopped after {results.Rows.Length} of {results.Header.Planned} trials. To resume: {Resume()}");
            return CommandLine.Cancelled;
        }

        return ReportOutput.End(results, report, open && !shown);
    }

    private LiveReport Start()
    {
        LiveReport live = LiveReport.StartAsync(folder).GetAwaiter().GetResult();
        Browser.Show(live.Address.AbsoluteUri);
        return live;
    }

    /// <summary>Whether a browser has the page.</summary>
    private static bool End(LiveReport live)
    {
        live.EndAsync().GetAwaiter().GetResult();
        bool shown = live.WasSeen;
        live.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return shown;
    }

    /// <summary>A part has no report: what it says comes with the merge.</summary>
    private int Part(StudyResults results, CancellationToken cancel)
    {
        int failed = results.Rows.Count(row => row.Outcome == Outcome.Failed);
        Console.Out.WriteLine($"Part {Shard!.Index} of {Shard.Count}: {results.Rows.Length} of {results.Header.Planned} trials, {failed} failed. When all parts are done: mlcompare merge {Quoted(folder)}");
        return results.Rows.Length < results.Header.Planned && cancel.IsCancellationRequested ? CommandLine.Cancelled
            : failed > 0 ? CommandLine.SomeFailed : CommandLine.Done;
    }

    private string Resume()
    {
        string data = composition.DataFolder is string given ? $" --data {Quoted(given)}" : "";
        return $"mlcompare run {Quoted(Path.Combine(folder, ResultStore.StudyName))}{data}{(composition.HasPlugins ? " --allow-plugin" : "")}";
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
