using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="SdcaLearner"/>.</summary>
/// <param name="L2">Strength of the squared penalty; null lets ML.NET choose it from the rows.</param>
/// <param name="L1">Strength of the absolute penalty; null lets ML.NET choose it from the rows.</param>
/// <param name="MaxPasses">Passes over the rows at most.</param>
/// <param name="Tolerance">Duality gap, relative to the loss, at which it stops.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record SdcaOptions(double? L2 = null, double? L1 = null, int MaxPasses = 100, double Tolerance = 0.01, Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// Linear models by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013), ML.NET's default for linear models: logistic
/// regression, maximum entropy, least squares. One thread: with more, the order of updates and with it the model would be chance.
/// </summary>
public sealed class SdcaLearner(SdcaOptions settings) : MlNetLearner<SdcaOptions>(settings)
{
    public SdcaLearner()
        : this(new SdcaOptions())
    {
    }

    public override string Id => "mlnet-sdca";

    public override string Title => "Linear, SDCA (ML.NET)";

    public override Family Family => Family.Linear;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("l2", 1e-7, 1e-1),
        new Hyperparameter.Choice("l1", 0.0, 0.1, 0.25, 0.5),
        IFeaturized.Choice,
    ];

    protected override ILearner Create(SdcaOptions changed) => new SdcaLearner(changed);

    protected override void Validate(SdcaOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.L2 is null or (> 0 and < float.MaxValue), "l2", "a number above 0, or null");
        ranges.Require(changed.L1 is null or (>= 0 and < float.MaxValue), "l1", "a number of at least 0, or null");
        ranges.Require(changed.MaxPasses >= 1, "maxPasses", "at least 1");
        ranges.Require(changed.Tolerance is > 0 and < 1, "tolerance", "above 0 and below 1");
    }

    private protected override ITransformer Train(MlNetTraining training) => Linear(training.NewContext(), training, Settings).Fit(training.View);

    /// <summary>The trainer of the task, on the column <paramref name="features"/>.</summary>
    internal static IEstimator<ITransformer> Linear(MLContext context, MlNetTraining training, SdcaOptions settings, string features = EncodedView.Features)
    {
        switch (training.Task)
        {
            case TaskKind.Binary:
                SdcaLogisticRegressionBinaryTrainer.Options two = new();
                Apply(two, settings, features);
                return context.BinaryClassification.Trainers.SdcaLogisticRegression(two);
            case TaskKind.Multiclass:
                SdcaMaximumEntropyMulticlassTrainer.Options many = new();
                Apply(many, settings, features);
                return context.MulticlassClassification.Trainers.SdcaMaximumEntropy(many);
            default:
                SdcaRegressionTrainer.Options number = new();
                Apply(number, settings, features);
                return context.Regression.Trainers.Sdca(number);
        }
    }

    private static void Apply<TOptions, TTransformer, TModel>(SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, SdcaOptions settings, string features)
        where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.LabelColumnName = EncodedView.Label;
        options.FeatureColumnName = features;
        options.L2Regularization = (float?)settings.L2;
        options.L1Regularization = (float?)settings.L1;
        options.MaximumNumberOfIterations = settings.MaxPasses;
        options.ConvergenceTolerance = (float)settings.Tolerance;
        options.NumberOfThreads = 1;
    }
}
