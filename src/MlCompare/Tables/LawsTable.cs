using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>The laws behind the forecasts: how well each explains a curve, its exponent, and the loss that more and more rows approach.</summary>
public sealed class LawsTable : IResultTable
{
    public string Id => "laws";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "measure", "law", "formula", "weight", "exponent", "limit"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Forecasts.SelectMany(one => one.Laws.Select(law => new object?[]
    {
        one.Dataset, one.Learner, one.Metric, law.Id, law.Formula, law.Weight, law.Exponent, law.Limit,
    }));
}
