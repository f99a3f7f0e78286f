using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlCompare.Learners;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="LightGbmLearner"/>; the learning rate, patience and sampling are those of the embedded boosting.</summary>
/// <param name="LearningRate">Shrinkage of each tree.</param>
/// <param name="MaxRounds">At most this many rounds.</param>
/// <param name="EarlyStopping">Whether the number of rounds is chosen on rows held out; else all of them.</param>
/// <param name="Patience">Rounds without improvement after which boosting stops.</param>
/// <param name="Leaves">Leaves a tree; null means 8 below 1,000 rows and 31 from there on.</param>
/// <param name="MinLeafRows">Rows a leaf; with fewer than 50 times as many training rows, a fiftieth of these.</param>
/// <param name="L2">Added to the sum of hessians of a leaf.</param>
/// <param name="MaxBins">Bins of values a column.</param>
/// <param name="ColumnFraction">Columns drawn for each tree.</param>
/// <param name="RowFraction">Rows drawn for each tree.</param>
/// <param name="Terms">Most words and word pairs of a text column.</param>
public sealed record LightGbmOptions(
    double LearningRate = 0.06,
    int MaxRounds = 1000,
    bool EarlyStopping = true,
    int Patience = 40,
    int? Leaves = null,
    int MinLeafRows = 20,
    double L2 = 1,
    int MaxBins = 255,
    double ColumnFraction = 0.8,
    double RowFraction = 0.8,
    int Terms = 1000)
{
    internal void Validate(string learner)
    {
        OptionRanges ranges = new(learner);
        ranges.Require(LearningRate is > 0 and <= 1, "learningRate", "above 0 and at most 1");
        ranges.Require(MaxRounds >= 1, "maxRounds", "at least 1");
        ranges.Require(Patience >= 1, "patience", "at least 1");
        ranges.Require(Leaves is null or >= 2, "leaves", "at least 2, or null");
        ranges.Require(MinLeafRows >= 1, "minLeafRows", "at least 1");
        ranges.Require(L2 is >= 0 and < double.PositiveInfinity, "l2", "a number of at least 0");
        ranges.Require(MaxBins is >= 2 and <= 65_535, "maxBins", "2 to 65,535");
        ranges.Require(ColumnFraction is > 0 and <= 1, "columnFraction", "above 0 and at most 1");
        ranges.Require(RowFraction is > 0 and <= 1, "rowFraction", "above 0 and at most 1");
        ranges.Require(Terms >= 1, "terms", "at least 1");
    }

    /// <summary>As the library's own options, with a patience when rows watch.</summary>
    internal void Apply<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase options, MlNetTraining training, int rounds, bool watched)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        int rows = training.View.Count;
        options.LabelColumnName = Rows.EncodedView.Label;
        options.FeatureColumnName = Rows.EncodedView.Features;
        options.LearningRate = LearningRate;
        options.NumberOfIterations = Math.Max(1, rounds);
        options.EarlyStoppingRound = watched ? Patience : 0;
        options.NumberOfLeaves = Leaves ?? (rows < 1000 ? 8 : 31);
        options.MinimumExampleCountPerLeaf = Math.Max(1, Math.Min(MinLeafRows, rows / 50));
        options.MaximumBinCountPerFeature = MaxBins;
        options.UseCategoricalSplit = true;
        options.MinimumExampleCountPerGroup = Math.Max(1, Math.Min(100, rows / 50));
        options.Seed = training.Seed;
        options.NumberOfThreads = training.Threads;

        // Rows side by side would be summed by as many parts as there are threads, and the sums rounded accordingly.
        options.Deterministic = true;
        options.ForceColumnWise = true;
        options.Booster = new GradientBooster.Options
        {
            L2Regularization = L2,
            FeatureFraction = ColumnFraction,
            SubsampleFraction = RowFraction,
            SubsampleFrequency = RowFraction < 1 ? 1 : 0,
        };
    }
}
