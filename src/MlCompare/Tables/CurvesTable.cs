using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>The curves of the report: means of each measure with their 95 % intervals, over training rows and over noise.</summary>
public sealed class CurvesTable : IResultTable
{
    public string Id => "curves";

    public IReadOnlyList<string> Columns(StudyResults results) =>
        ["dataset", "learner", "measure", "axis", "trainRows", "noise", "mean", "low", "high", "replicates"];

    public IEnumerable<object?[]> Rows(Analyses analyses)
    {
        foreach (string measure in analyses.Results.Rows.SelectMany(row => row.Metrics.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (Curve curve in CurveAnalysis.OverRows(analyses.Results, measure))
            {
                foreach (CurvePoint point in curve.Points)
                {
                    yield return [curve.Dataset, curve.Learner, measure, "rows", (int)point.X, 0.0, point.Mean, point.Low, point.High, point.Count];
                }
            }

            foreach (Curve curve in CurveAnalysis.OverNoise(analyses.Results, measure))
            {
                foreach (CurvePoint point in curve.Points)
                {
                    yield return [curve.Dataset, curve.Learner, measure, "noise", curve.Rows, point.X, point.Mean, point.Low, point.High, point.Count];
                }
            }
        }
    }
}
