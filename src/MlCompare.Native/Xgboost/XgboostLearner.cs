using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Native.Xgboost;

/// <summary>
/// XGBoost itself (Chen and Guestrin 2016) through its C library: what practitioners deploy, beside the embedded boosting and with the
/// same columns, folds and rule for the number of rounds. Categories are split natively.
/// </summary>
public sealed class XgboostLearner(XgboostOptions settings) : Learner<XgboostOptions>(settings)
{
    public XgboostLearner()
        : this(new XgboostOptions())
    {
    }

    public override string Id => "xgboost";

    public override string Title => "XGBoost";

    public override Family Family => Family.Boosting;

    public override string Engine => "xgboost";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.02, 0.3),
        new Hyperparameter.LogInteger("maxDepth", 2, 10),
        new Hyperparameter.LogUniform("minHessian", 0.1, 30),
        new Hyperparameter.LogUniform("l2", 0.1, 30),
        new Hyperparameter.Choice("columnFraction", 0.3, 0.6, 1.0),
        new Hyperparameter.Choice("rowFraction", 0.5, 0.7, 1.0),
    ];

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        EngineState engine = new XgboostEngine().State;
        return engine.Missing is string missing ? $"XGBoost is missing: {missing}"
            : Settings.Monotone is { Count: > 0 } && train.Labels.ClassCount > 2 ? $"monotone constraints need one score a row: there are {train.Labels.ClassCount} classes"
            : DeclineTarget(train, engine.Version!);
    }

    public override IPredictor Fit(TrainingSet train, FitContext context) => new XgboostFit(train, Settings, context).Run();

    public override IPredictor Load(BinaryReader reader) => XgboostPredictor.Load(reader);

    protected override ILearner Create(XgboostOptions changed) => new XgboostLearner(changed);

    protected override void Validate(XgboostOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        changed.Validate();
    }

    private string? DeclineTarget(TrainingSet train, string version)
    {
        if (train.Task != TaskKind.Regression || Settings.Objective is RegressionObjective.Squared or RegressionObjective.Huber)
        {
            return null;
        }

        int bad = Settings.Objective == RegressionObjective.Poisson ? Array.FindIndex(train.Labels.Values, value => value < 0) : -1;
        return bad >= 0 ? FormattableString.Invariant($"the Poisson objective needs targets of at least 0, and training row {bad + 1} has {train.Labels.Values[bad]:R}")
            : Settings.Objective == RegressionObjective.Quantile && version.StartsWith("1.", StringComparison.Ordinal)
                ? $"the quantile objective needs XGBoost 2.0 or later, and this is {version}"
            : Settings.Objective == RegressionObjective.Absolute && version.StartsWith("1.6", StringComparison.Ordinal)
                ? $"the absolute objective needs XGBoost 1.7 or later, and this is {version}"
            : null;
    }
}
