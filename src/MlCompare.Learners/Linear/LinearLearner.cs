using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Multinomial logistic regression or ridge regression on the encoded features, with the strength of the penalty chosen from the
/// training rows: hard to beat on texts and on few rows, blind to interactions.
/// </summary>
public sealed class LinearLearner(LinearOptions settings) : Learner<LinearOptions>(settings)
{
    // Fits past these gain digits of the loss that no measure shows.
    private const double Tolerance = 1e-7;
    private const int MaxIterations = 500;

    // Fewer rows than this leave folds that say nothing about the strength.
    private const int FewestForFolds = 10;

    public LinearLearner()
        : this(new LinearOptions())
    {
    }

    public override string Id => "linear";

    public override string Title => "Linear model";

    public override Family Family => Family.Linear;

    public override bool StandsForFamily(Modality modality) => true;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("scaling", "robust", "standard"),
        new Hyperparameter.Choice("clipAt", 0.0, 3.0, 10.0),
        new Hyperparameter.LogInteger("wordFeatures", 1_000, 100_000),
        new Hyperparameter.LogInteger("characterFeatures", 1_000, 100_000),
    ];

    /// <summary>Encoded rows and their centred copy.</summary>
    private const double Copies = 2;

    public override string? Decline(TrainingSet train) => train.Count == 0 ? "There are 0 training rows." : MatrixRoom.Decline(train.Features, Copies);

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(train.Features, Settings.Encoding, context.Cancel);
        DesignMatrix matrix = encoder.Transform(train.Features);
        LinearTargets targets = new(train.Labels);
        return new LinearPredictor(encoder, targets.Order, targets.Scale, Solve(matrix, targets, context));
    }

    public override IPredictor Load(BinaryReader reader) => LinearPredictor.Load(reader);

    /// <summary>Weights, then intercepts.</summary>
    private float[] Solve(DesignMatrix matrix, LinearTargets targets, FitContext context)
    {
        if (targets.Order?.Count == 1)
        {
            return new float[matrix.Width + 1];
        }

        if (targets.IsRegression && LeaveOneOutRidge.Fits(matrix))
        {
            return new LeaveOneOutRidge(matrix, targets.Values, context.Cancel).Solve(Settings.Strength);
        }

        if (Settings.Strength > 0 || matrix.Count < FewestForFolds)
        {
            return Refit(Settings.Strength > 0 ? Settings.Strength : 1, null);
        }

        PenaltyPath path = new(matrix, targets, Settings.SelectionRows, context.Rng("folds"), context.Cancel);
        return Refit(path.Choose(), path.WarmStart);

        float[] Refit(double strength, float[]? start)
        {
            PenalisedLoss function = new(matrix, targets.Loss(), strength, context.Cancel);
            float[] point = start ?? function.Start();
            new Lbfgs(function).Minimise(point, Tolerance, MaxIterations);
            return point;
        }
    }

    protected override ILearner Create(LinearOptions changed) => new LinearLearner(changed);

    protected override void Validate(LinearOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Strength >= 0, "strength", "0 (chosen from the rows) or more");
        ranges.Require(changed.ClipAt >= 0, "clipAt", "0 (no clipping) or more");
        ranges.Require(changed.SelectionRows >= 10, "selectionRows", "10 or more");
        ranges.Require(changed.WordFeatures >= 0, "wordFeatures", "0 (none) or more");
        ranges.Require(changed.CharacterFeatures >= 0, "characterFeatures", "0 (none) or more");
    }
}
