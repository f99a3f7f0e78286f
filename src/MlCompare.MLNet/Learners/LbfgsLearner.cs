using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;
using MlCompare.Studies;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="LbfgsLearner"/>.</summary>
/// <param name="L2">Strength of the squared penalty beside the summed loss; ML.NET's own default is 1.</param>
/// <param name="L1">Strength of the absolute penalty; ML.NET's own default is 1.</param>
/// <param name="Tolerance">Relative improvement at which it stops.</param>
/// <param name="History">Steps remembered.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record LbfgsOptions(double L2 = 1, double L1 = 0, double Tolerance = 1e-7, int History = 20, Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// Linear models by a quasi-Newton method (Liu and Nocedal 1989): logistic regression, maximum entropy and, for numbers of at least 0,
/// Poisson regression; ML.NET has no other of this kind for numbers. One thread: sums of parts are rounded by their number.
/// </summary>
public sealed class LbfgsLearner(LbfgsOptions settings) : MlNetLearner<LbfgsOptions>(settings)
{
    public LbfgsLearner()
        : this(new LbfgsOptions())
    {
    }

    public override string Id => "mlnet-lbfgs";

    public override string Title => "Linear, L-BFGS (ML.NET)";

    public override Family Family => Family.Linear;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("l2", 0.01, 100),
        new Hyperparameter.Choice("l1", 0.0, 0.1, 1.0, 3.0),
        IFeaturized.Choice,
    ];

    private protected override bool TakesNegativeTargets => false;

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return base.Decline(train) ?? (train.Task == TaskKind.Regression && train.Count > 0 && train.Labels.Values.Min() < 0
            ? string.Create(CultureInfo.InvariantCulture, $"its regression is Poisson's, which needs targets of at least 0: the least is {train.Labels.Values.Min()}")
            : null);
    }

    protected override ILearner Create(LbfgsOptions changed) => new LbfgsLearner(changed);

    protected override void Validate(LbfgsOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.L2 is >= 0 and < float.MaxValue, "l2", "a number of at least 0");
        ranges.Require(changed.L1 is >= 0 and < float.MaxValue, "l1", "a number of at least 0");
        ranges.Require(changed.Tolerance is > 0 and < 1, "tolerance", "above 0 and below 1");
        ranges.Require(changed.History >= 1, "history", "at least 1");
    }

    private protected override ITransformer Train(MlNetTraining training)
    {
        MLContext context = training.NewContext();
        switch (training.Task)
        {
            case TaskKind.Binary:
                LbfgsLogisticRegressionBinaryTrainer.Options two = new();
                Apply(two);
                return context.BinaryClassification.Trainers.LbfgsLogisticRegression(two).Fit(training.View);
            case TaskKind.Multiclass:
                LbfgsMaximumEntropyMulticlassTrainer.Options many = new();
                Apply(many);
                return context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(many).Fit(training.View);
            default:
                LbfgsPoissonRegressionTrainer.Options number = new();
                Apply(number);
                return context.Regression.Trainers.LbfgsPoissonRegression(number).Fit(training.View);
        }
    }

    private void Apply<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.LabelColumnName = EncodedView.Label;
        options.FeatureColumnName = EncodedView.Features;
        options.L2Regularization = (float)Settings.L2;
        options.L1Regularization = (float)Settings.L1;
        options.OptimizationTolerance = (float)Settings.Tolerance;
        options.HistorySize = Settings.History;
        options.NumberOfThreads = 1;
    }
}
