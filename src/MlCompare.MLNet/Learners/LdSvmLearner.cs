using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;
using MlCompare.Studies;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="LdSvmLearner"/>.</summary>
/// <param name="TreeDepth">Depth of the tree of local models; 0 makes one linear model.</param>
/// <param name="LambdaW">Penalty of the local models.</param>
/// <param name="LambdaTheta">Penalty of the boundaries between them.</param>
/// <param name="Sigma">Sharpness of the local models.</param>
/// <param name="Steps">Steps, each on a batch of about the root of the rows.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record LdSvmOptions(
    int TreeDepth = 3, double LambdaW = 0.1, double LambdaTheta = 0.01, double Sigma = 1, int Steps = 15_000,
    Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// A locally deep support vector machine (Jose et al. 2013): a shallow tree of linear machines with soft boundaries, ML.NET's only trainer
/// that bends its boundary by itself. Its scores are calibrated on rows held
/// out; more than two classes are learnt one against all others.
/// </summary>
public sealed class LdSvmLearner(LdSvmOptions settings) : MlNetLearner<LdSvmOptions>(settings)
{
    public LdSvmLearner()
        : this(new LdSvmOptions())
    {
    }

    public override string Id => "mlnet-ld-svm";

    public override string Title => "Local deep SVM (ML.NET)";

    public override Family Family => Family.Kernel;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("treeDepth", 1, 3, 5),
        new Hyperparameter.LogUniform("lambdaW", 1e-3, 1),
        new Hyperparameter.LogUniform("lambdaTheta", 1e-3, 1),
        new Hyperparameter.LogUniform("sigma", 0.1, 10),
        IFeaturized.Choice,
    ];

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return base.Decline(train) ?? (train.Task == TaskKind.Regression ? "it tells classes apart: the labels are numbers" : null);
    }

    private protected override bool CalibratesScores => true;

    protected override ILearner Create(LdSvmOptions changed) => new LdSvmLearner(changed);

    protected override void Validate(LdSvmOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.TreeDepth is >= 0 and <= 12, "treeDepth", "0 to 12");
        ranges.Require(changed.LambdaW is > 0 and < float.MaxValue, "lambdaW", "a number above 0");
        ranges.Require(changed.LambdaTheta is > 0 and < float.MaxValue, "lambdaTheta", "a number above 0");
        ranges.Require(changed.Sigma is > 0 and < float.MaxValue, "sigma", "a number above 0");
        ranges.Require(changed.Steps >= 1, "steps", "at least 1");
    }

    private protected override ITransformer Train(MlNetTraining training)
    {
        MLContext context = training.NewContext();
        return training.ClassifyByScores(context, context.BinaryClassification.Trainers.LdSvm(new LdSvmTrainer.Options
        {
            LabelColumnName = EncodedView.Label,
            FeatureColumnName = EncodedView.Features,
            TreeDepth = Settings.TreeDepth,
            LambdaW = (float)Settings.LambdaW,
            LambdaTheta = (float)Settings.LambdaTheta,
            LambdaThetaprime = (float)Settings.LambdaTheta,
            Sigma = (float)Settings.Sigma,
            NumberOfIterations = Settings.Steps,
        }));
    }
}
