using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Why: what each learner loses of its lead over the baseline when a property of the data is taken away.</summary>
public sealed class StructureTable : IResultTable
{
    public string Id => "structure";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "trainRows", "intervention", "level", "learner", "before", "after", "baseline", "shareLost", "low", "high"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Structures.SelectMany(found => found.Sensitivities.Select(one => new object?[]
    {
        found.Dataset, found.Rows, one.Intervention, one.Level, one.Learner, one.Before, one.After, one.Floor, one.Loss?.Mean,
        one.Loss is { Count: > 1 } loss ? loss.Low : null, one.Loss is { Count: > 1 } same ? same.High : null,
    }));
}
