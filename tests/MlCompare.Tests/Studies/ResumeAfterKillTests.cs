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

    /// <summary>
    /// Kills at any moment: while the program starts and puts its files in order, or right after one of the next few rows is written.
    /// Sixty of them; MLCOMPARE_KILLS=200 asks for as many.
    /// </summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Many_kills_lose_no_row_and_double_none()
    {
        int manyKills = int.TryParse(Environment.GetEnvironmentVariable("MLCOMPARE_KILLS"), out int asked) ? asked : 60;
        string study = Path.Combine(folder.FullName, "many.json");
        StudyFile.Write(
            new Study
            {
                Name = "many",
                Datasets = ["axis-boxes"],
                Learners = [new LearnerPlan("constant"), new LearnerPlan("linear")],
                Sizes = [60, 120],
                Noise = [0, 0.1, 0.2],
                Replicates = 200,
                TestRows = 100,
            },
            study);
        string undisturbed = Finish(study, "undisturbed", 2);
        int planned = undisturbed.Split('\n').Length - 2, most = 0;
        Rng rng = new(43);
        string killed = Path.Combine(folder.FullName, "many-killed"), file = Path.Combine(killed, ResultStore.ResultsName);
        for (int kill = 0; kill < manyKills; kill++)
        {
            using Process process = MlCompareProcess.Start("run", study, "--out", killed, "--workers", "2");
            if (rng.NextDouble() < 0.3)
            {
                process.WaitForExit(TimeSpan.FromSeconds(rng.NextDouble(0, 0.6)));
            }
            else
            {
                long goal = Length(file) + rng.NextInt(8) * 1000 + 1;
                long start = Stopwatch.GetTimestamp();
                while (!process.HasExited && (Length(file) < goal || Length(file) < 5000) && Stopwatch.GetElapsedTime(start).TotalSeconds < 20)
                {
                    Thread.Sleep(1);
                }
            }

            process.Kill();
            process.WaitForExit();
            Assert.True(process.ExitCode != 2, process.StandardError.ReadToEnd());
            most = Math.Max(most, File.Exists(file) ? File.ReadLines(file).Count() - 1 : 0);
        }

        output.WriteLine($"{manyKills} kills, {most} of {planned} rows in place before the last run");
        Assert.InRange(most, manyKills, planned - 1);
        Assert.Equal(undisturbed, Finish(study, "many-killed", 2));
        Assert.Equal(planned, File.ReadLines(file).Skip(1).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["key"]!.GetValue<string>()).Distinct().Count());
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    private string Finish(string study, string name, int workers)
    {
        string target = Path.Combine(folder.FullName, name);
        (int exitCode, _, string error) = MlCompareProcess.Run("run", study, "--out", target, "--workers", $"{workers}");
        Assert.True(exitCode == 0, error);
        return CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(target, ResultStore.ResultsName)));
    }
}
