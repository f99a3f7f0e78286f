using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>The questions of the plan with their answers, in the order asked.</summary>
public sealed class VerdictsTable : IResultTable
{
    public string Id => "verdicts";

    public IReadOnlyList<string> Columns(StudyResults results) =>
        ["dataset", "a", "b", "measure", "at", "trainRows", "noise", "margin", "estimate", "low", "high", "pairs", "decision", "pairsNeeded", "method"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Verdicts.Select(verdict => (object?[])
    [
        verdict.Dataset, verdict.Contrast.A, verdict.Contrast.B, verdict.Contrast.Measure, verdict.Contrast.At, verdict.Rows, verdict.Noise,
        verdict.Contrast.Margin, verdict.Estimate, verdict.Low, verdict.High, verdict.Pairs, TrialsTable.Name(verdict.Decision), verdict.PairsNeeded,
        verdict.Method,
    ]);
}
