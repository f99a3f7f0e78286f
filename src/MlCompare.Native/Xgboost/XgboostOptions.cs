using MlCompare.Learners;
using MlCompare.Learners.Boosting;

namespace MlCompare.Native.Xgboost;

/// <summary>How splits are found: over bins, over bins drawn again each round, or over all values.</summary>
public enum TreeMethod
{
    Hist,
    Approx,
    Exact,
}

/// <summary>
/// Options of <see cref="XgboostLearner"/>; those named as in the embedded boosting mean the same. The library's own defaults are
/// <see cref="LibraryDefaults"/>. Those here were looked at on abalone, bank-marketing, concrete, electricity, german-credit and
/// magic-telescope with 500 and 2,000 rows: depth 4 beat 6 on all six with 500 rows, by 1.2 % in the mean, and with 2,000 neither led; stronger
/// regularisation and half of the columns changed less than half a percent; the library's own lost 24 %.
/// </summary>
/// <param name="LearningRate">Shrinkage of each tree (eta).</param>
/// <param name="MaxRounds">At most this many rounds; exactly this many without early stopping.</param>
/// <param name="EarlyStopping">Whether rows held out choose the number of rounds.</param>
/// <param name="Patience">Rounds without improvement after which boosting stops.</param>
/// <param name="Leaves">Leaves a tree, grown best first (grow_policy lossguide); null: level by level to the depth.</param>
/// <param name="MaxDepth">Splits from the root to a leaf, 0 for no limit with leaves; null means no limit with leaves, 4 below 1,000 rows, and 6 as in the library from there on.</param>
/// <param name="MinHessian">Sum of hessians a leaf (min_child_weight).</param>
/// <param name="MinGain">A split must gain more (gamma).</param>
/// <param name="L1">alpha.</param>
/// <param name="L2">lambda.</param>
/// <param name="MaxBins">Bins of values a column.</param>
/// <param name="TreeMethod">How splits are found; exact trees don't know categories, whose codes are then numbers in the order of their levels.</param>
/// <param name="OneHotBelow">Categories with fewer levels split one level from the rest (max_cat_to_onehot); others by sorted levels.</param>
/// <param name="ColumnFraction">Columns drawn for each tree (colsample_bytree).</param>
/// <param name="RowFraction">Rows drawn for each tree (subsample).</param>
/// <param name="FitStart">Whether boosting starts from what the labels say without features; else from 0.5, as XGBoost before 2.0 does.</param>
/// <param name="ValidationFraction">Rows held out to choose the number of rounds.</param>
/// <param name="CrossValidateBelow">With fewer rows, the number of rounds is chosen by cross-validation.</param>
/// <param name="Folds">Folds of that.</param>
/// <param name="Refit">Whether to fit again on all rows with the number of rounds chosen.</param>
/// <param name="Terms">Most words and word pairs of a text column.</param>
/// <param name="MelBands">Mel bands of a sound.</param>
/// <param name="TimeParts">Equal parts of a sound over which they are averaged.</param>
/// <param name="Objective">What boosting of numbers minimises; null means squared error. Huber is the library's pseudo-Huber loss; quantile needs its version 2.0.</param>
/// <param name="Alpha">The quantile that the objective 'quantile' predicts.</param>
/// <param name="HuberDelta">Where the objective 'huber' bends, in robust standard deviations of the targets.</param>
/// <param name="MaxDelta">Largest step of a leaf (max_delta_step); null leaves it to the library: 0.7 for 'poisson' and no limit else.</param>
/// <param name="Monotone">Name of a column of numbers or ordered levels → 1 where the prediction may only rise with it, −1 where it may only fall.</param>
public sealed record XgboostOptions(
    double LearningRate = 0.06,
    int MaxRounds = 1000,
    bool EarlyStopping = true,
    int Patience = 40,
    int? Leaves = null,
    int? MaxDepth = null,
    double MinHessian = 1,
    double MinGain = 0,
    double L1 = 0,
    double L2 = 1,
    int MaxBins = 256,
    TreeMethod TreeMethod = TreeMethod.Hist,
    int OneHotBelow = 4,
    double ColumnFraction = 0.8,
    double RowFraction = 0.8,
    bool FitStart = true,
    double ValidationFraction = 0.15,
    int CrossValidateBelow = 1000,
    int Folds = 5,
    bool Refit = true,
    int Terms = 1000,
    int MelBands = 20,
    int TimeParts = 12,
    Objective? Objective = null,
    double Alpha = 0.5,
    double HuberDelta = 0.35,
    double? MaxDelta = null,
    IReadOnlyDictionary<string, int>? Monotone = null)
{
    /// <summary>What the library does when it is told nothing (version 1.7), but for the tree method, whose default changed to hist in 2.0.</summary>
    public static XgboostOptions LibraryDefaults { get; } = new(
        LearningRate: 0.3, MaxRounds: 100, EarlyStopping: false, MaxDepth: 6, ColumnFraction: 1, RowFraction: 1, FitStart: false);

    /// <summary>What this has in common with the embedded boosting: how columns become numbers, and what is minimised.</summary>
    internal BoostingOptions Embedded => new()
    {
        Terms = Terms,
        MelBands = MelBands,
        TimeParts = TimeParts,
        Objective = Objective,
        Alpha = Alpha,
        HuberDelta = HuberDelta,
        Monotone = Monotone,
    };

    internal int DepthFor(int rows) => MaxDepth ?? (Leaves is not null ? 0 : rows < 1000 ? 4 : 6);

    internal void Validate()
    {
        OptionRanges ranges = new("xgboost");
        ranges.Require(Objective is null || Enum.IsDefined(Objective.Value), "objective", "squared, absolute, huber, quantile or poisson");
        ranges.Require(Alpha is > 0 and < 1, "alpha", "above 0 and below 1");
        ranges.Require(HuberDelta is > 0 and < double.PositiveInfinity, "huberDelta", "a number above 0");
        ranges.Require(MaxDelta is null or (>= 0 and < double.PositiveInfinity), "maxDelta", "a number of at least 0, or null");
        ranges.Require(LearningRate is > 0 and <= 1, "learningRate", "above 0 and at most 1");
        ranges.Require(MaxRounds >= 1, "maxRounds", "at least 1");
        ranges.Require(Patience >= 1, "patience", "at least 1");
        ranges.Require(Leaves is null or >= 2, "leaves", "at least 2, or null");
        ranges.Require(MaxDepth is null || MaxDepth >= (Leaves is null ? 1 : 0), "maxDepth", "at least 1, or with leaves 0 for no limit");
        ranges.Require(MinHessian is >= 0 and < double.PositiveInfinity, "minHessian", "a number of at least 0");
        ranges.Require(MinGain is >= 0 and < double.PositiveInfinity, "minGain", "a number of at least 0");
        ranges.Require(L1 is >= 0 and < double.PositiveInfinity, "l1", "a number of at least 0");
        ranges.Require(L2 is >= 0 and < double.PositiveInfinity, "l2", "a number of at least 0");
        ranges.Require(MaxBins is >= 2 and <= 65_536, "maxBins", "2 to 65,536");
        ranges.Require(TreeMethod != TreeMethod.Exact || Leaves is null, "treeMethod", "hist or approx with leaves");
        ranges.Require(OneHotBelow >= 1, "oneHotBelow", "at least 1");
        ranges.Require(ColumnFraction is > 0 and <= 1, "columnFraction", "above 0 and at most 1");
        ranges.Require(RowFraction is > 0 and <= 1, "rowFraction", "above 0 and at most 1");
        ranges.Require(Monotone?.Values.All(sign => sign is 1 or -1) ?? true, "monotone", "1 (rises) or -1 (falls) for each column named");
        ranges.Require(ValidationFraction is >= 0.02 and <= 0.5, "validationFraction", "0.02 to 0.5");
        ranges.Require(CrossValidateBelow >= 0, "crossValidateBelow", "at least 0");
        ranges.Require(Folds is >= 2 and <= 50, "folds", "2 to 50");
        ranges.Require(Terms >= 1, "terms", "at least 1");
        ranges.Require(MelBands is >= 1 and <= 256, "melBands", "1 to 256");
        ranges.Require(TimeParts is >= 1 and <= 256, "timeParts", "1 to 256");
    }
}
