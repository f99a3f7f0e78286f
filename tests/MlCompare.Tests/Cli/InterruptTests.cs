using System.Diagnostics;
using System.Globalization;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Trait("Category", "Slow")]
public class InterruptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Ctrl-C in the middle: the trials at work are given up, what was done is reported, and the printed line resumes.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_stopped_run_reports_its_part_and_resumes(string signal)
    {
        // Windows knows no such signals.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TempFolder folder = new($"stop {signal}");
        string target = Path.Combine(folder.Path, "out");
        string study = Path.Combine(folder.Path, "plan.json");
        StudyFile.Write(
            new Study
            {
                Name = "stop",
                Datasets = ["axis-boxes"],
                Learners = [new LearnerPlan("constant"), new LearnerPlan("linear"), new LearnerPlan("mlp"), new LearnerPlan("kernel-ridge")],
                Sizes = [200, 800],
                Noise = [0],
                Replicates = 3,
                TestRows = 500,
            },
            study);

        using Process process = MlCompareProcess.Start("run", study, "--out", target, "--workers", "2");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        WaitForRows(Path.Combine(target, ResultStore.ResultsName), 4);
        await Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);

        StudyResults part = ResultStore.Read(target);
        Assert.Equal(24, part.Header.Planned);
        Assert.InRange(part.Rows.Length, 3, 23);
        Assert.All(part.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
        Assert.Contains("Report: ", await output, StringComparison.Ordinal);
        string again = Path.Combine(target, "study.json");
        Assert.EndsWith($"Stopped after {part.Rows.Length} of 24 trials. To resume: mlcompare run \"{again}\"", (await error).TrimEnd(), StringComparison.Ordinal);

        (int exitCode, _, string resumed) = MlCompareProcess.Run("run", again);
        Assert.Equal(0, exitCode);
        Assert.StartsWith($"24 trials, {part.Rows.Length} of them already there.", resumed, StringComparison.Ordinal);
        Assert.Equal(24, ResultStore.Read(target).Rows.Length);
    }

    private static void WaitForRows(string results, int lines)
    {
        long start = Stopwatch.GetTimestamp();
        while (Count(results) < lines)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "no trial has ended");
            Thread.Sleep(20);
        }
    }

    private static int Count(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Count(character => character == '\n');
    }
}
