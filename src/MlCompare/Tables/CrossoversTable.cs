using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>At how many training rows one learner overtakes another in the range tried; empty cells where none does.</summary>
public sealed class CrossoversTable : IResultTable
{
    public string Id => "crossovers";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "a", "b", "leader", "rows", "low", "high", "share", "from", "to"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Crossovers.Select(one => new object?[]
    {
        one.Dataset, one.A, one.B, one.Leader, one.Rows, one.Low, one.High, one.Share, one.From, one.To,
    });
}
