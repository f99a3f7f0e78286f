using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="FastForestLearner"/>.</summary>
/// <param name="Trees">Number of trees; ML.NET's own default is 100.</param>
/// <param name="Leaves">Leaves a tree; ML.NET's own default is 20, which is too few for a forest.</param>
/// <param name="MinLeafRows">Rows a leaf.</param>
/// <param name="ColumnFraction">Columns drawn for each split.</param>
/// <param name="RowFraction">Rows drawn for each tree.</param>
/// <param name="WordFeatures">Most word 1–2-grams of a text column.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record FastForestOptions(
    int Trees = 200,
    int Leaves = 256,
    int MinLeafRows = 2,
    double ColumnFraction = 0.5,
    double RowFraction = 0.7,
    int WordFeatures = 1000,
    Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// FastForest: ML.NET's random forest, whose votes are calibrated on rows held out. Steadier than boosting on few
/// or noisy rows.
/// </summary>
public sealed class FastForestLearner(FastForestOptions settings) : MlNetLearner<FastForestOptions>(settings)
{
    public FastForestLearner()
        : this(new FastForestOptions())
    {
    }

    public override string Id => "mlnet-fast-forest";

    public override string Title => "FastForest (ML.NET)";

    public override Family Family => Family.Boosting;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogInteger("leaves", 16, 1024),
        new Hyperparameter.LogInteger("minLeafRows", 1, 30),
        new Hyperparameter.Uniform("columnFraction", 0.1, 1),
        new Hyperparameter.Uniform("rowFraction", 0.4, 1),
        IFeaturized.Choice,
    ];

    private protected override bool CalibratesScores => true;

    protected override ILearner Create(FastForestOptions changed) => new FastForestLearner(changed);

    protected override void Validate(FastForestOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Trees >= 1, "trees", "at least 1");
        ranges.Require(changed.Leaves >= 2, "leaves", "at least 2");
        ranges.Require(changed.MinLeafRows >= 1, "minLeafRows", "at least 1");
        ranges.Require(changed.ColumnFraction is > 0 and <= 1, "columnFraction", "above 0 and at most 1");
        ranges.Require(changed.RowFraction is > 0 and <= 1, "rowFraction", "above 0 and at most 1");
        ranges.Require(changed.WordFeatures >= 1, "wordFeatures", "at least 1");
    }

    private protected override int? StockWords => Settings.WordFeatures;

    private protected override RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitForTrees(features, Settings.WordFeatures, cancel);

    private protected override ITransformer Train(MlNetTraining training)
    {
        MLContext context = training.NewContext();
        return training.Task == TaskKind.Regression
            ? context.Regression.Trainers.FastForest(Apply(new FastForestRegressionTrainer.Options(), training)).Fit(training.View)
            : training.ClassifyByScores(context, context.BinaryClassification.Trainers.FastForest(Apply(new FastForestBinaryTrainer.Options(), training)));
    }

    private T Apply<T>(T options, MlNetTraining training)
        where T : TreeOptions
    {
        options.LabelColumnName = EncodedView.Label;
        options.FeatureColumnName = EncodedView.Features;
        options.NumberOfTrees = Settings.Trees;
        options.NumberOfLeaves = Settings.Leaves;
        options.MinimumExampleCountPerLeaf = Settings.MinLeafRows;
        options.FeatureFractionPerSplit = Settings.ColumnFraction;
        options.BaggingExampleFraction = Settings.RowFraction;
        options.Seed = training.Seed;
        options.FeatureSelectionSeed = training.Seed;
        options.NumberOfThreads = training.Threads;
        options.DiskTranspose = false;
        return options;
    }
}
