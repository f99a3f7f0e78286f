using System.Globalization;

namespace MlCompare.Cli.Clusters;

/// <summary>What a cluster is asked to do: every part of a study, then the merge.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Folder">The study's folder, as the machines of the cluster see it.</param>
/// <param name="Data">Folder of local data sets; null when there is none.</param>
/// <param name="Tasks">Number of parts.</param>
/// <param name="Cpus">Processors of a part, which is also its number of workers.</param>
/// <param name="Memory">Memory of a part, such as 4G; null for what the cluster gives.</param>
/// <param name="Minutes">Time limit of a part; null for what the cluster gives.</param>
/// <param name="Program">The command that starts mlcompare there, word by word.</param>
internal sealed record ClusterTask(
    string Name, string Folder, string? Data, int Tasks, int Cpus, string? Memory, int? Minutes, int GpusPerTask, IReadOnlyList<string> Program)
{
    /// <summary>Every learner in worker processes.</summary>
    public bool Isolate { get; init; }

    /// <summary>Memory that a worker process may take, such as 2GiB; null for no limit.</summary>
    public string? WorkerMemory { get; init; }

    /// <summary>A command line of mlcompare as a shell reads it.</summary>
    public string Line(params string[] words) => string.Join(' ', Program.Concat(words).Select(Quoted));

    /// <summary>The command line of a part.</summary>
    /// <param name="shard">The part, such as 3/8, as the shell finds it; it is not quoted.</param>
    public string Part(string shard) => Line("run", Path.Combine(Folder, "study.json"))
        + $" --shard {shard} --out {Quoted(Folder)} --costs {Quoted(Path.Combine(Folder, Studies.TrialCosts.FileName))} --workers {Cpus.ToString(CultureInfo.InvariantCulture)}"
        + (Data is null ? "" : $" --data {Quoted(Data)}")
        + (Isolate ? " --isolate" : "")
        + (WorkerMemory is null ? "" : $" --memory {Quoted(WorkerMemory)}");

    /// <summary>A word as bash and sh read it.</summary>
    public static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
