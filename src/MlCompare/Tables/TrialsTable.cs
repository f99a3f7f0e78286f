using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Every trial with its conditions and measures, in the order of the results.</summary>
public sealed class TrialsTable : IResultTable
{
    private static readonly string[] First =
        ["key", "dataset", "modality", "task", "learner", "family", "engine", "trainRows", "testRows", "features", "classes", "replicate", "outcome", "reason"];

    private static readonly string[] Last = ["fitSeconds", "sharedSeconds", "predictSecondsPerRow", "peakBytes", "modelBytes", "revision"];

    public string Id => "trials";

    public IReadOnlyList<string> Columns(StudyResults results) => [.. First, .. Conditions(results), .. Metrics(results), .. Last];

    public IEnumerable<object?[]> Rows(Analyses analyses)
    {
        string[] conditions = Conditions(analyses.Results), metrics = Metrics(analyses.Results);
        foreach (TrialRow row in analyses.Results.Rows)
        {
            yield return
            [
                row.Key, row.Dataset, Name(row.Modality), Name(row.Task), row.Learner, Name(row.Family), row.Engine, row.TrainRows, row.TestRows,
                row.Features, row.Classes, row.Replicate, Name(row.Outcome), row.Reason,
                .. conditions.Select(id => (object?)row.Conditions.GetValueOrDefault(id)),
                .. metrics.Select(id => row.Metrics.TryGetValue(id, out double value) ? (object?)value : null),
                row.FitSeconds, row.SharedSeconds, row.PredictSecondsPerRow, row.PeakBytes, row.ModelBytes, row.Revision,
            ];
        }
    }

    /// <summary>As in results.jsonl.</summary>
    internal static string Name(Enum value) => value.ToString().ToLowerInvariant();

    private static string[] Conditions(StudyResults results) =>
        [.. results.Rows.SelectMany(row => row.Conditions.Keys).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Metrics(StudyResults results) =>
        [.. results.Rows.SelectMany(row => row.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
}
