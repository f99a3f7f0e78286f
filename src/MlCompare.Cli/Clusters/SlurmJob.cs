using System.Diagnostics;
using System.Globalization;

namespace MlCompare.Cli.Clusters;

/// <summary>
/// A study as a Slurm job array and a job after it that submits lost parts again or merges. Both are plain scripts in the study's folder:
/// to be read, changed and submitted by hand where a cluster wants it so.
/// </summary>
internal static class SlurmJob
{
    private const string ArrayName = "parts.sbatch", FinishName = "finish.sbatch";

    /// <summary>Rounds that lost parts are tried in.</summary>
    private const int Rounds = 3;

    public static string ArrayScript(ClusterTask task, string? partition, string? account)
    {
        string tasks = task.Tasks.ToString(CultureInfo.InvariantCulture);
        List<string> wishes = Common(task, partition, account, $"mlcompare-{task.Name}", "%x-%A_%a.log");
        wishes.Add($"--array=1-{tasks}");
        wishes.Add("--requeue");
        wishes.Add($"--cpus-per-task={task.Cpus.ToString(CultureInfo.InvariantCulture)}");
        wishes.AddRange(task.Memory is null ? [] : [$"--mem={task.Memory}"]);
        wishes.AddRange(task.Minutes is int minutes ? [$"--time={minutes.ToString(CultureInfo.InvariantCulture)}"] : []);
        wishes.AddRange(task.GpusPerTask > 0 ? ["--ntasks=1", $"--gpus-per-task={task.GpusPerTask.ToString(CultureInfo.InvariantCulture)}"] : []);
        return Script(wishes, $"""
            # A part whose machine is lost is queued again by Slurm and goes on where it was; exit code 1 (trials that failed, recorded) is no fault of the job.
            {task.Part($"\"$SLURM_ARRAY_TASK_ID\"/{tasks}")}
            code=$?
            [ "$code" -eq 1 ] && exit 0
            exit "$code"
            """);
    }

    public static string FinishScript(ClusterTask task, string? partition, string? account)
    {
        string folder = ClusterTask.Quoted(task.Folder);
        return Script(Common(task, partition, account, $"mlcompare-{task.Name}-finish", "%x-%j.log"), $"""
            round="$1"
            cd {folder} || exit 1
            {task.Line("status", task.Folder)}
            code=$?
            if [ "$code" -eq 0 ]; then
              {task.Line("merge", task.Folder)}
            elif [ "$code" -eq 1 ] && [ "$round" -lt {Rounds.ToString(CultureInfo.InvariantCulture)} ]; then
              # Parts that were killed, or ran into their time limit, go on from where they were.
              open=$({task.Line("status", task.Folder, "--open-parts")})
              job=$(sbatch --parsable --array="$open" {ArrayName}) && sbatch --dependency=afterany:"${"{"}job%%;*{"}"}" {FinishName} "$((round + 1))"
            else
              exit 1
            fi
            """);
    }

    /// <summary>Writes the two scripts and submits them.</summary>
    /// <returns>The number of the array job; null with <paramref name="dryRun"/>, which only writes.</returns>
    /// <exception cref="InputException">There is no sbatch, or it refuses.</exception>
    public static string? Submit(ClusterTask task, string? partition, string? account, bool dryRun)
    {
        string folder = task.Folder;
        Directory.CreateDirectory(Path.Combine(folder, "slurm"));
        File.WriteAllText(Path.Combine(folder, ArrayName), ArrayScript(task, partition, account));
        File.WriteAllText(Path.Combine(folder, FinishName), FinishScript(task, partition, account));
        if (dryRun)
        {
            return null;
        }

        string job = Sbatch(folder, ArrayName);
        Sbatch(folder, $"--dependency=afterany:{job}", FinishName, "1");
        return job;
    }

    private static List<string> Common(ClusterTask task, string? partition, string? account, string name, string log) =>
    [
        $"--job-name={name}",
        $"--output={Path.Combine(task.Folder, "slurm", log)}",
        "--open-mode=append",
        .. partition is null ? [] : new[] { $"--partition={partition}" },
        .. account is null ? [] : new[] { $"--account={account}" },
    ];

    private static string Script(IEnumerable<string> wishes, string body) =>
        string.Concat(wishes.Select(wish => $"#SBATCH {wish}\n").Prepend("#!/bin/bash\n")) + body.ReplaceLineEndings("\n") + "\n";

    private static string Sbatch(string folder, params string[] arguments)
    {
        const string Remedy = "submit on a machine of the cluster, or write the scripts with --dry-run";
        ProcessStartInfo start = new("sbatch", ["--parsable", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Trim().Split(';')[0]
                : throw new InputException($"sbatch refuses: {error.Result.Trim().ReplaceLineEndings(" ")}", string.Join(' ', arguments), Remedy);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InputException("there is no sbatch here", "--engine slurm", Remedy);
        }
    }
}
