using MlCompare.Learners;
using MlCompare.Learners.Boosting;
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
        return engine.Missing is string missing
            ? $"XGBoost is missing: {missing}"
            : new BoostingLearner(Settings.Embedded).Decline(train) ?? TooOld(engine.Version!);
    }

    public override IPredictor Fit(TrainingSet train, FitContext context) => new XgboostFit(train, Settings, context).Run();

    public override IPredictor Load(BinaryReader reader) => XgboostPredictor.Load(reader);

    protected override ILearner Create(XgboostOptions changed) => new XgboostLearner(changed);

    protected override void Validate(XgboostOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        changed.Validate();
    }

    private string? TooOld(string version)
    {
        (Objective Objective, Version Since)? needs = Settings.Objective switch
        {
            Objective.Quantile => (Objective.Quantile, new Version(2, 0)),
            Objective.Absolute => (Objective.Absolute, new Version(1, 7)),
            _ => null,
        };
        return needs is { } need && Version.Parse(version.Split(',')[0]) < need.Since
            ? $"the objective '{need.Objective.ToString().ToLowerInvariant()}' needs XGBoost {need.Since} or later, and this is {version}"
            : null;
    }
}
