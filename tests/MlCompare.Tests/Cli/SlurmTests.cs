using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Cli;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class SlurmTests(ITestOutputHelper output)
{
    private const int Port = 16817;

    [SlurmFact]
    [Trait("Category", "Slow")]
    public void Four_tasks_on_two_nodes_one_of_which_dies_merge_to_the_bytes_of_a_local_run()
    {
        using TempFolder folder = new("slurm-study");
        string plan = Path.Combine(folder.Path, "plan.json"), alone = Path.Combine(folder.Path, "alone"), target = Path.Combine(folder.Path, "cluster");
        StudyFile.Write(
            new Study
            {
                Name = "cluster",
                Datasets = ["axis-boxes", "heavy-tail-table"],
                Learners = [new LearnerPlan("constant"), new LearnerPlan("linear"), new LearnerPlan("boosting"), new LearnerPlan("mlp")],
                Sizes = [100, 400],
                Noise = [0, 0.2],
                Replicates = 3,
                TestRows = 500,
            },
            plan);
        (int exitCode, _, string error) = MlCompareProcess.Run("run", plan, "--out", alone);
        Assert.True(exitCode == 0, error);

        using PrivateSlurm slurm = new(Port);
        using (Process submit = MlCompareProcess.Start(slurm.Configure, "submit", plan, "--out", target, "--tasks", "4", "--partition", "short", "--costs-from", alone))
        {
            output.WriteLine(submit.StandardOutput.ReadToEnd() + submit.StandardError.ReadToEnd());
            submit.WaitForExit();
            Assert.Equal(0, submit.ExitCode);
        }

        // Part 2 runs on the second node: it dies when that part has a row and is not through.
        string second = Path.Combine(target, new Shard(2, 4).Folder, ResultStore.ResultsName);
        PrivateSlurm.Wait(() => File.Exists(second) && File.ReadLines(second).Skip(1).Any(), "the first row of part 2", 120);
        output.WriteLine(slurm.Ask("squeue"));
        int rows = File.ReadLines(second).Count() - 1, lost = slurm.CutSecondNode();
        output.WriteLine($"second node cut with {rows} rows of part 2 written; {lost} processes of jobs lost");
        Assert.True(lost > 0, "nothing ran on the second node: the test shows nothing");
        Assert.True(ResultStore.Read(Path.GetDirectoryName(second)!).Rows.Length < ResultStore.Read(Path.GetDirectoryName(second)!).Header.Planned, "part 2 was through");

        PrivateSlurm.Wait(() => File.Exists(Path.Combine(target, "report.html")), "the report", 300);
        output.WriteLine(File.ReadAllText(Directory.EnumerateFiles(Path.Combine(target, "slurm"), "*_2.log").Single()));
        Assert.Equal(
            CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(alone, ResultStore.ResultsName))),
            CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(target, ResultStore.ResultsName))));
    }
}
