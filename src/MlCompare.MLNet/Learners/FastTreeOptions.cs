using Microsoft.ML.Trainers.FastTree;
using MlCompare.Learners;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="FastTreeLearner"/>.</summary>
/// <param name="LearningRate">Shrinkage of each tree; ML.NET's own default is 0.2.</param>
/// <param name="Trees">Number of trees at most; ML.NET's own default is 100 of them, and all.</param>
/// <param name="EarlyStopping">Whether the number of trees is chosen on rows held out; else all of them.</param>
/// <param name="Leaves">Leaves a tree.</param>
/// <param name="MinLeafRows">Rows a leaf; with fewer than 50 times as many training rows, a fiftieth of these.</param>
/// <param name="MaxBins">Bins of values a column.</param>
/// <param name="ColumnFraction">Columns drawn for each tree.</param>
/// <param name="RowFraction">Rows drawn for each tree.</param>
/// <param name="WordFeatures">Most word 1–2-grams of a text column.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record FastTreeOptions(
    double LearningRate = 0.1,
    int Trees = 400,
    bool EarlyStopping = true,
    int Leaves = 16,
    int MinLeafRows = 10,
    int MaxBins = 255,
    double ColumnFraction = 0.8,
    double RowFraction = 0.8,
    int WordFeatures = 1000,
    Featurizer Featurizer = Featurizer.Embedded) : IFeaturized
{
    internal void Validate(string learner)
    {
        OptionRanges ranges = new(learner);
        ranges.Require(LearningRate is > 0 and <= 1, "learningRate", "above 0 and at most 1");
        ranges.Require(Trees >= 1, "trees", "at least 1");
        ranges.Require(Leaves >= 2, "leaves", "at least 2");
        ranges.Require(MinLeafRows >= 1, "minLeafRows", "at least 1");
        ranges.Require(MaxBins is >= 2 and <= 65_535, "maxBins", "2 to 65,535");
        ranges.Require(ColumnFraction is > 0 and <= 1, "columnFraction", "above 0 and at most 1");
        ranges.Require(RowFraction is > 0 and <= 1, "rowFraction", "above 0 and at most 1");
        ranges.Require(WordFeatures >= 1, "wordFeatures", "at least 1");
    }

    internal T Apply<T>(T options, MlNetTraining training, int trees)
        where T : BoostedTreeOptions
    {
        int rows = training.View.Count;
        options.LabelColumnName = Rows.EncodedView.Label;
        options.FeatureColumnName = Rows.EncodedView.Features;
        options.LearningRate = LearningRate;
        options.NumberOfTrees = trees;
        options.NumberOfLeaves = Leaves;
        options.MinimumExampleCountPerLeaf = Math.Max(1, Math.Min(MinLeafRows, rows / 50));
        options.MaximumBinCountPerFeature = MaxBins;
        options.FeatureFraction = ColumnFraction;
        options.BaggingSize = RowFraction < 1 ? 1 : 0;
        options.BaggingExampleFraction = RowFraction;
        options.Seed = training.Seed;
        options.FeatureSelectionSeed = training.Seed;
        options.NumberOfThreads = training.Threads;
        options.DiskTranspose = false;
        return options;
    }
}
