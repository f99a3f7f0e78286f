using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Trait("Category", "Slow")]
public class QuickstartTests
{
    /// <summary>The promise is 120 seconds on two free cores; the rest allows for what else the machine does during the tests.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(240);

    [Fact]
    public void Quickstart_answers_in_time_and_different_sets_have_different_winners()
    {
        using TempFolder folder = new("quickstart");
        long start = Stopwatch.GetTimestamp();
        (int exitCode, string output, string error) = MlCompareProcess.Run("quickstart", "--out", folder.Path);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.True(exitCode == 0, error);
        Assert.True(took < Longest, $"took {took}");
        Assert.Contains("Report: ", output, StringComparison.Ordinal);

        StudyResults results = ResultStore.Read(folder.Path);
        Assert.Equal(results.Header.Planned, results.Rows.Length);
        Assert.Equal([Modality.Tabular, Modality.Image, Modality.Text], results.Header.Datasets.Select(set => set.Modality).Distinct().Order());
        Dictionary<string, Family> winners = results.Header.Datasets.ToDictionary(set => set.Id, set => Winner(results, set.Id));
        Assert.Equal(Family.Boosting, winners["axis-boxes"]);
        Assert.True(winners.Values.Distinct().Count() >= 2, string.Join(", ", winners));
    }

    /// <summary>The family with the lowest mean error at the largest size without noise.</summary>
    private static Family Winner(StudyResults results, string dataset)
    {
        TrialRow[] clean = [.. results.Rows.Where(row => row.Dataset == dataset
            && row.Conditions.All(condition => condition.Key == StudyPlanner.TrainingSize || condition.Value == 0))];
        int largest = clean.Max(row => row.TrainRows);
        return clean.Where(row => row.TrainRows == largest)
            .GroupBy(row => row.Family)
            .MinBy(family => family.Average(row => row.Metrics["error"]))!.Key;
    }
}
