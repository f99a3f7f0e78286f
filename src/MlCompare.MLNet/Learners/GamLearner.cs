using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="GamLearner"/>.</summary>
/// <param name="LearningRate">Shrinkage of each step; ML.NET's own default is 0.002 with 9,500 rounds, which takes as long again for the same loss.</param>
/// <param name="Rounds">Passes over all columns; null means 500 for classes and 1,000 for numbers: with 500 concrete and abalone lost 1 to 4 % more, german-credit and adult with 1,000.</param>
/// <param name="MaxBins">Bins of values a column.</param>
/// <param name="MinLeafRows">Rows on each side of a step; with fewer than 50 times as many training rows, a fiftieth of these.</param>
/// <param name="WordFeatures">Most word 1–2-grams of a text column.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record GamOptions(double LearningRate = 0.02, int? Rounds = null, int MaxBins = 255, int MinLeafRows = 10, int WordFeatures = 300, Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// A generalised additive model (Lou, Caruana and Gehrke 2012): one curve a column, no interactions, so that a person can read it. As far
/// from the linear models as curves are, and as far from boosting as interactions are.
/// </summary>
public sealed class GamLearner(GamOptions settings) : MlNetLearner<GamOptions>(settings)
{
    public GamLearner()
        : this(new GamOptions())
    {
    }

    public override string Id => "mlnet-gam";

    public override string Title => "Additive model (ML.NET)";

    public override Family Family => Family.Boosting;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.002, 0.1),
        new Hyperparameter.LogInteger("rounds", 100, 3000),
        new Hyperparameter.Choice("maxBins", 31, 63, 255),
        new Hyperparameter.LogInteger("minLeafRows", 2, 50),
        IFeaturized.Choice,
    ];

    protected override ILearner Create(GamOptions changed) => new GamLearner(changed);

    protected override void Validate(GamOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0 and at most 1");
        ranges.Require(changed.Rounds is null or >= 1, "rounds", "at least 1, or null");
        ranges.Require(changed.MaxBins is >= 2 and <= 65_535, "maxBins", "2 to 65,535");
        ranges.Require(changed.MinLeafRows >= 1, "minLeafRows", "at least 1");
        ranges.Require(changed.WordFeatures >= 1, "wordFeatures", "at least 1");
    }

    private protected override bool TablesOnly => true;

    private protected override int? StockWords => Settings.WordFeatures;

    private protected override RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitForTrees(features, Settings.WordFeatures, cancel);

    private protected override ITransformer Train(MlNetTraining training)
    {
        MLContext context = training.NewContext();
        int least = Math.Max(1, Math.Min(Settings.MinLeafRows, training.View.Count / 50));
        return training.Task == TaskKind.Regression
            ? context.Regression.Trainers.Gam(new GamRegressionTrainer.Options
            {
                LabelColumnName = EncodedView.Label,
                FeatureColumnName = EncodedView.Features,
                LearningRate = Settings.LearningRate,
                NumberOfIterations = Settings.Rounds ?? 1000,
                MaximumBinCountPerFeature = Settings.MaxBins,
                MinimumExampleCountPerLeaf = least,
                Seed = training.Seed,
                NumberOfThreads = training.Threads,
            }).Fit(training.View)
            : training.Classify(context, context.BinaryClassification.Trainers.Gam(new GamBinaryTrainer.Options
            {
                LabelColumnName = EncodedView.Label,
                FeatureColumnName = EncodedView.Features,
                LearningRate = Settings.LearningRate,
                NumberOfIterations = Settings.Rounds ?? 500,
                MaximumBinCountPerFeature = Settings.MaxBins,
                MinimumExampleCountPerLeaf = least,
                Seed = training.Seed,
                NumberOfThreads = training.Threads,
            }));
    }
}
