using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Where the families disagree: every part of the test rows that was asked about, for the winner against the best of each other family.</summary>
public sealed class SlicesTable : IResultTable
{
    public string Id => "slices";

    public IReadOnlyList<string> Columns(StudyResults results) =>
        ["dataset", "a", "b", "by", "part", "above", "upTo", "rows", "lossA", "lossB", "lead", "elsewhere", "difference", "low", "high", "pHolm", "questions"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Slices.Select(gap => new object?[]
    {
        gap.Dataset, gap.A, gap.B, gap.Slice.By, gap.Slice.Part, gap.Slice.From, gap.Slice.To, gap.Rows, gap.LossA, gap.LossB, gap.Lead, gap.Elsewhere,
        gap.Difference, gap.Low, gap.High, gap.PValue, gap.Questions,
    });
}
