using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Studies;

public sealed class ResumeAfterKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("Category", "Slow")]
    public void One_worker_two_workers_and_five_kills_leave_the_same_bytes_but_for_times_and_memory()
    {
        string study = Path.Combine(folder.FullName, "plan.json");
        StudyFile.Write(
            new Study
            {
                Name = "kills",
                Datasets = ["axis-boxes", "heavy-tail-table", "markov-text"],
                Learners = [new LearnerPlan("constant"), new LearnerPlan("linear"), new LearnerPlan("boosting"), new LearnerPlan("mlp"), new LearnerPlan("kernel-ridge")],
                Sizes = [100, 300],
                Noise = [0, 0.2],
                Replicates = 3,
                TestRows = 500,
            },
            study);
        long start = Stopwatch.GetTimestamp();
        string one = Finish(study, "one", 1);
        TimeSpan alone = Stopwatch.GetElapsedTime(start);
        string two = Finish(study, "two", 2);

        Rng rng = new(41);
        string killed = Path.Combine(folder.FullName, "killed");
        int unfinished = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = MlCompareProcess.Start("run", study, "--out", killed, "--workers", "2");
            process.WaitForExit(TimeSpan.FromSeconds(rng.NextDouble(0.5, 0.5 + (alone.TotalSeconds / 5))));
            process.Kill();
            process.WaitForExit();
            string file = Path.Combine(killed, ResultStore.ResultsName);
            int lines = File.Exists(file) ? File.ReadLines(file).Count() : 0;
            output.WriteLine($"kill {kill + 1}: {lines} lines");
            unfinished += lines < one.Split('\n').Length - 1 ? 1 : 0;
        }

        Assert.True(unfinished >= Kills - 1, "the study was over before it was killed: it shows nothing");
        string resumed = Finish(study, "killed", 2);
        Assert.Equal(one, two);
        Assert.Equal(one, resumed);
    }

    private string Finish(string study, string name, int workers)
    {
        string target = Path.Combine(folder.FullName, name);
        (int exitCode, _, string error) = MlCompareProcess.Run("run", study, "--out", target, "--workers", $"{workers}");
        Assert.True(exitCode == 0, error);
        return CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(target, ResultStore.ResultsName)));
    }
}
