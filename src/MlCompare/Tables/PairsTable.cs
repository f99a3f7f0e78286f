using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Every pair of learners over all data sets; empty for a study of one.</summary>
public sealed class PairsTable : IResultTable
{
    public string Id => "pairs";

    public IReadOnlyList<string> Columns(StudyResults results) => ["a", "b", "wins", "draws", "losses", "pAdjusted", "better", "equivalent", "worse"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Across is AcrossDatasets across
        ? across.Pairs.Select(pair => (object?[])
            [pair.A, pair.B, pair.Wins, pair.Draws, pair.Losses, pair.PValue, pair.Posterior.Better, pair.Posterior.Equivalent, pair.Posterior.Worse])
        : [];
}
