using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>What each learner's curve is expected to do on up to four times the rows, with 90 % intervals; curves that no law fits have a line with the reason.</summary>
public sealed class ForecastsTable : IResultTable
{
    public string Id => "forecasts";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "measure", "lastRows", "last", "rows", "median", "low", "high", "refusal"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Forecasts.SelectMany(one => one.Path.IsEmpty
        ? [[one.Dataset, one.Learner, one.Metric, one.LastRows, one.Last, null, null, null, null, one.Audit.Refusal]]
        : one.Path.Select(at => new object?[] { one.Dataset, one.Learner, one.Metric, one.LastRows, one.Last, at.Rows, at.Median, at.Low, at.High, null }));
}
