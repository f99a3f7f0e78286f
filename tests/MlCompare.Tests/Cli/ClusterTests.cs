using MlCompare.Cli.Clusters;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Collection(OneConsole.Name)]
public class ClusterTests
{
    private static readonly Study Small = new()
    {
        Name = "small study",
        Datasets = ["axis-boxes"],
        Learners = [new LearnerPlan("constant"), new LearnerPlan("linear")],
        Sizes = [60, 120],
        Noise = [0, 0.2],
        Replicates = 2,
        TestRows = 300,
    };

    /// <summary>Stands for Slurm where there is none: does at once what it is asked to queue, but for one task, which it loses once.</summary>
    private const string Queue = """
        #!/bin/bash
        echo "$@" >> LOG
        array= script= rest=
        for word in "$@"; do
          case "$word" in
            --array=*) array="${word#--array=}" ;;
            --*) ;;
            *) if [ -z "$script" ]; then script="$word"; else rest="$word"; fi ;;
          esac
        done
        [ -z "$array" ] && array=$(sed -n 's/^#SBATCH --array=1-//p' "$script" | xargs -r seq -s,)
        if [ -z "$array" ]; then
          bash "$script" "$rest" >> LOG 2>&1
        else
          for task in ${array//,/ }; do
            if [ "$task" = 2 ] && [ ! -e LOST ]; then touch LOST; else SLURM_ARRAY_TASK_ID=$task bash "$script" >> LOG 2>&1; fi
          done
        fi
        echo "42;cluster"

        """;

    [Fact]
    public void Submitted_parts_are_run_lost_ones_again_and_merged()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The scripts are bash's.
        }

        using TempFolder folder = new("submit");
        string plan = Path.Combine(folder.Path, "plan.json"), log = Path.Combine(folder.Path, "log"), lost = Path.Combine(folder.Path, "lost");
        StudyFile.Write(Small, plan);
        string alone = Path.Combine(folder.Path, "alone"), target = Path.Combine(folder.Path, "on cluster");
        Assert.Equal(0, InProcess.Run("run", plan, "--out", alone).ExitCode);
        string queue = folder.Write("bin/sbatch", Queue.Replace("LOG", log, StringComparison.Ordinal).Replace("LOST", lost, StringComparison.Ordinal).ReplaceLineEndings("\n"));
        File.SetUnixFileMode(queue, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = Environment.GetEnvironmentVariable("PATH")!;
        Environment.SetEnvironmentVariable("PATH", $"{Path.GetDirectoryName(queue)}:{path}");
        try
        {
            string program = $"dotnet {Path.Combine(AppContext.BaseDirectory, "MlCompare.Cli.dll")}";
            (int exitCode, string output, string error) = InProcess.Run(
                "submit", plan, "--out", target, "--tasks", "3", "--partition", "short", "--gpus-per-task", "1", "--program", program, "--costs-from", alone,
                "--isolate", "--worker-memory", "8GiB");
            Assert.True(exitCode == 0, error);
            Assert.StartsWith("3 parts", output, StringComparison.Ordinal);
            Assert.Contains("Submitted as job 42; ", output, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        string said = File.ReadAllText(log);
        Assert.True(File.Exists(lost), said);
        Assert.Contains("--parsable --array=2 parts.sbatch", said, StringComparison.Ordinal);
        Assert.Contains("--dependency=afterany:42 finish.sbatch 2", said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(target, "report.html")), said);
        Assert.Equal(Comparable(alone), Comparable(target));
        string script = File.ReadAllText(Path.Combine(target, "parts.sbatch"));
        foreach (string wish in new[] { "--partition=short", "--array=1-3", "--requeue", "--gpus-per-task=1", "--time=15" })
        {
            Assert.Contains($"#SBATCH {wish}\n", script, StringComparison.Ordinal);
        }

        Assert.Contains(" --isolate --memory 8GiB\n", script, StringComparison.Ordinal);
        (int status, string table, _) = InProcess.Run("status", target);
        Assert.Equal(0, status);
        Assert.Contains("All parts are finished", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Kubernetes_manifest_is_printed()
    {
        using TempFolder folder = new("kubernetes");
        string plan = Path.Combine(folder.Path, "plan.json");
        StudyFile.Write(Small, plan);
        (int exitCode, string output, string error) = InProcess.Run(
            "submit", plan, "--engine", "kubernetes", "--dry-run", "--tasks", "4", "--memory", "2Gi", "--image", "registry/ml:1", "--program", "mlcompare",
            "--worker-memory", "1.5GiB");
        Assert.True(exitCode == 0, error);
        foreach (string line in new[] { "completionMode: Indexed", "completions: 4", "name: \"mlcompare-small-study\"", "image: \"registry/ml:1\"", "memory: \"2Gi\"", "backoffLimitPerIndex: 3" })
        {
            Assert.Contains(line, output, StringComparison.Ordinal);
        }

        Assert.Contains(" --memory 1.5GiB; code=$?", output, StringComparison.Ordinal);
        Assert.Contains("--shard $((JOB_COMPLETION_INDEX + 1))/4", output, StringComparison.Ordinal);
        Assert.Contains("--dry-run", InProcess.Refused("submit", plan, "--engine", "kubernetes", "--tasks", "4"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_submitted_is_one_line()
    {
        using TempFolder folder = new("no-submit");
        string plan = Path.Combine(folder.Path, "plan.json");
        StudyFile.Write(Small, plan);
        Assert.Contains("name their number", InProcess.Refused("submit", plan), StringComparison.Ordinal);
        Assert.Contains("'lots' is no amount of memory", InProcess.Refused("submit", plan, "--tasks", "2", "--memory", "lots"), StringComparison.Ordinal);
        Assert.Contains("--worker-memory: 'lots' is no amount of memory", InProcess.Refused("submit", plan, "--tasks", "2", "--worker-memory", "lots"), StringComparison.Ordinal);
        Assert.Contains("no parts of a study there", InProcess.Refused("status", folder.Path), StringComparison.Ordinal);
        Assert.Contains("no parts of a study there", InProcess.Refused("merge", folder.Path), StringComparison.Ordinal);
        Assert.Contains("'3/2' names no part", InProcess.Refused("run", plan, "--shard", "3/2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain/path-1.json", "plain/path-1.json")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's $HOME; rm", "'it'\\''s $HOME; rm'")]
    [InlineData("", "''")]
    public void Words_are_quoted_for_the_shell(string word, string quoted) => Assert.Equal(quoted, ClusterTask.Quoted(word));

    [Fact]
    public void New_starts_over_and_keeps_what_was_there()
    {
        using TempFolder folder = new("anew");
        string plan = Path.Combine(folder.Path, "plan.json"), target = Path.Combine(folder.Path, "out");
        StudyFile.Write(Small, plan);
        Assert.Equal(0, InProcess.Run("run", plan, "--out", target).ExitCode);
        string before = File.ReadAllText(Path.Combine(target, "results.jsonl"));
        StudyFile.Write(Small with { Seed = 9 }, plan);
        Assert.Contains("it holds results of another plan", InProcess.Refused("run", plan, "--out", target), StringComparison.Ordinal);
        Assert.Equal(0, InProcess.Run("run", plan, "--out", target, "--new").ExitCode);
        Assert.Equal(before, File.ReadAllText(Path.Combine(target, "old-1", "results.jsonl")));
        Assert.Equal(9ul, ResultStore.Read(target).Study.Seed);
    }

    private static string Comparable(string folder) => CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(folder, "results.jsonl")));
}
