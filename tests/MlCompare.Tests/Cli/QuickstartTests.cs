using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Cli;

[Trait("Category", "Slow")]
public class QuickstartTests(ITestOutputHelper output)
{
    /// <summary>Two minutes on two cores, as processor time: what else the machine does meanwhile doesn't count.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2 * 120);

    [Fact]
    public async Task Quickstart_answers_in_time_and_different_sets_have_different_winners()
    {
        using TempFolder folder = new("quickstart");
        long start = Stopwatch.GetTimestamp();
        using Process process = MlCompareProcess.Start("quickstart", "--out", folder.Path);
        Task<string> answer = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        TimeSpan worked = TimeSpan.Zero;
        while (!process.WaitForExit(TimeSpan.FromSeconds(0.2)))
        {
            worked = Worked(process) ?? worked;
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {worked.TotalSeconds:0} s of processor time");
        Assert.True(process.ExitCode == 0, await error);
        Assert.InRange(worked, TimeSpan.FromSeconds(1), Longest);
        Assert.Contains("Report: ", await answer, StringComparison.Ordinal);

        StudyResults results = ResultStore.Read(folder.Path);
        Assert.Equal(results.Header.Planned, results.Rows.Length);
        Assert.Equal([Modality.Tabular, Modality.Image, Modality.Text], results.Header.Datasets.Select(set => set.Modality).Distinct().Order());
        Dictionary<string, Family> winners = results.Header.Datasets.ToDictionary(set => set.Id, set => Winner(results, set.Id));
        Assert.Equal(Family.Boosting, winners["axis-boxes"]);
        Assert.Equal(Family.Neural, winners["translated-patterns"]);
        Assert.True(winners.Values.Distinct().Count() >= 2, string.Join(", ", winners));
    }

    /// <summary>Its trials run in other processes only when they are told to; the folder then resumes as any other.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quickstart_isolates_when_asked_to(bool isolate)
    {
        // Elsewhere there is no /proc that names the processes of a process.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using TempFolder folder = new("quickstart-isolate");
        using Process process = MlCompareProcess.Start(["quickstart", "--out", folder.Path, .. isolate ? (string[])["--isolate"] : []]);
        string results = Path.Combine(folder.Path, ResultStore.ResultsName);
        const int Lines = 12;
        bool seen = false;
        for (long start = Stopwatch.GetTimestamp(); !File.Exists(results) || File.ReadLines(results).Count() < Lines;)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2) && !process.HasExited, "no trial has ended");
            seen |= Workers(process.Id) > 0;
            Thread.Sleep(20);
        }

        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal((130, isolate), (process.ExitCode, seen));
        Assert.All(ResultStore.Read(folder.Path).Rows, row => Assert.True(row.Outcome != Outcome.Failed, row.Reason));
    }

    /// <summary>Processes that were started by this one and are workers.</summary>
    private static int Workers(int process) => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ')[1] == $"{process}"
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("MlCompare.Native.dll", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    /// <summary>Null when the process ended just now.</summary>
    private static TimeSpan? Worked(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The family of the learner with the lowest mean error at the largest size without noise.</summary>
    private static Family Winner(StudyResults results, string dataset)
    {
        TrialRow[] clean = [.. results.Rows.Where(row => row.Dataset == dataset && row.Outcome == Outcome.Completed
            && row.Conditions.All(condition => condition.Key == StudyPlanner.TrainingSize || condition.Value == 0))];
        int largest = clean.Max(row => row.TrainRows);
        return clean.Where(row => row.TrainRows == largest)
            .GroupBy(row => (row.Family, row.Learner))
            .MinBy(learner => learner.Average(row => row.Metrics["error"]))!.Key.Family;
    }
}
