using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Which columns each model leans on: growth of the loss when shuffled, and for trees the shares of Shapley values and of gain.</summary>
public sealed class ImportanceTable : IResultTable
{
    public string Id => "importance";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "measure", "column", "increase", "low", "high", "shapley", "gain"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Uses.SelectMany(use => use.Columns.Select(column => new object?[]
    {
        use.Dataset, use.Learner, use.Measure, column.Column, column.Increase?.Mean,
        column.Increase is { Count: > 1 } increase ? increase.Low : null, column.Increase is { Count: > 1 } same ? same.High : null, column.Shap, column.Gain,
    }));
}
