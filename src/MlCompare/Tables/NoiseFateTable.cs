using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Where the label noise goes: the share that a learner absorbs, what of it shows on test rows, and the leak between the two.</summary>
public sealed class NoiseFateTable : IResultTable
{
    public string Id => "noise-fate";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "trainRows", "noise", "figure", "mean", "low", "high"];

    public IEnumerable<object?[]> Rows(Analyses analyses) =>
        from one in analyses.NoiseFates
        from figure in new (string Name, MeanInterval? Value)[] { ("absorbed", one.Absorbed), ("visible", one.Visible), ("leak", one.Leak) }
        where figure.Value is not null
        select new object?[] { one.Dataset, one.Learner, one.Rows, one.Level, figure.Name, figure.Value.Mean, figure.Value.Low, figure.Value.High };
}
