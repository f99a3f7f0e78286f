using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>What wrong labels cost in rows: the exponent γ with its 90 % interval, and how many times the rows make up for a tenth of wrong labels.</summary>
public sealed class LabelExchangeTable : IResultTable
{
    // The share that the report's sentence names.
    private const double Tenth = 0.1;

    public string Id => "label-exchange";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "classes", "gamma", "low", "high", "timesForATenth"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Exchanges.Select(one => new object?[]
    {
        one.Dataset, one.Learner, one.Classes, one.Gamma, one.Low, one.High, one.Times(Tenth, one.Gamma),
    });
}
