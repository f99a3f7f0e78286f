using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Average ranks and ratings over all data sets; empty for a study of one.</summary>
public sealed class RanksTable : IResultTable
{
    public string Id => "ranks";

    public IReadOnlyList<string> Columns(StudyResults results) => ["learner", "averageRank", "rating", "low", "high", "datasets"];

    public IEnumerable<object?[]> Rows(Analyses analyses) => analyses.Across is AcrossDatasets across
        ? across.Learners.Select(learner => (object?[])
            [learner.Learner, learner.AverageRank, learner.Rating, learner.Low, learner.High, across.Datasets.Length])
        : [];
}
