using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Whether others are expected to overtake the winner on more rows than were tried: 5 %, half and 95 % of the draws; empty cells where fewer ever have.</summary>
public sealed class OvertakingsTable : IResultTable
{
    public string Id => "overtakings";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "leader", "challenger", "from", "to", "share", "low", "median", "high"];

    public IEnumerable<object?[]> Rows(Analyses analyses) =>
        analyses.Answers.SelectMany(analyses.OvertakingsOf).Select(one => new object?[]
        {
            one.Dataset, one.Leader, one.Challenger, one.From, one.To, one.Share, one.Low, one.Median, one.High,
        });
}
