using MlCompare.Learners.Boosting;

namespace MlCompare.Learners.Forest;

/// <summary>
/// Options of <see cref="RandomForestLearner"/> and <see cref="ExtraTreesLearner"/>. Columns a split were chosen on concrete, abalone,
/// wine-quality, protein-casp, bike-sharing-hourly and diamonds (700 to 3,000 rows; all columns cost 1.5 % of error on the first
/// four and save 10 to 35 % on the others) and on magic-telescope and bank-marketing; never on the sets of the accuracy tests.
/// </summary>
/// <param name="Trees">Trees; more cost time, never accuracy.</param>
/// <param name="Bootstrap">Whether each tree sees as many rows drawn with replacement as there are; else all rows.</param>
/// <param name="ColumnFraction">Columns looked at for each split; null means √d of d for classes, and for numbers all up to 100, a third beyond.</param>
/// <param name="MaxDepth">Splits from the root to a leaf.</param>
/// <param name="MinLeafRows">Different rows a leaf.</param>
/// <param name="MinCategoryRows">Levels seen in fewer training rows share one bin.</param>
/// <param name="MaxBins">Bins of values a column, 2 to 255.</param>
/// <param name="Terms">Most words and word pairs of a text column.</param>
/// <param name="MelBands">Mel bands of a sound.</param>
/// <param name="TimeParts">Equal parts of a sound over which they are averaged.</param>
public sealed record ForestOptions(
    int Trees = 300,
    bool Bootstrap = true,
    double? ColumnFraction = null,
    int MaxDepth = 64,
    int MinLeafRows = 1,
    int MinCategoryRows = 1,
    int MaxBins = 255,
    int Terms = 1000,
    int MelBands = 20,
    int TimeParts = 12)
{
    internal BoostingOptions Inputs => new() { MaxBins = MaxBins, MinCategoryRows = MinCategoryRows, Terms = Terms, MelBands = MelBands, TimeParts = TimeParts };

    internal ForestLimits ToLimits(TaskKind task, int columns) => new(MaxDepth, MinLeafRows, Math.Max(1, (int)Math.Round(
        ColumnFraction is double fraction ? fraction * columns : task != TaskKind.Regression ? Math.Sqrt(columns) : columns <= 100 ? columns : columns / 3.0)));

    internal void Validate(string learner)
    {
        OptionRanges ranges = new(learner);
        ranges.Require(Trees is >= 1 and <= 100_000, "trees", "1 to 100000");
        ranges.Require(ColumnFraction is null or (> 0 and <= 1), "columnFraction", "above 0 and at most 1, or null");
        ranges.Require(MaxDepth >= 1, "maxDepth", "at least 1");
        ranges.Require(MinLeafRows >= 1, "minLeafRows", "at least 1");
        ranges.Require(MinCategoryRows >= 1, "minCategoryRows", "at least 1");
        ranges.Require(MaxBins is >= 2 and <= 255, "maxBins", "2 to 255");
        ranges.Require(Terms >= 1, "terms", "at least 1");
        ranges.Require(MelBands is >= 1 and <= 256, "melBands", "1 to 256");
        ranges.Require(TimeParts is >= 1 and <= 256, "timeParts", "1 to 256");
    }
}
