using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Forest;

/// <summary>What random forests and extra trees have in common. References that label-noise papers compare with: they take part when named.</summary>
public abstract class ForestLearner(ForestOptions settings) : Learner<ForestOptions>(settings), ISharedFit
{
    /// <summary>Means of trees stand beside sums of trees: the same family of models, fitted in another way.</summary>
    public override Family Family => Family.Boosting;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("columnFraction", 0.1, 0.2, 0.35, 0.6, 1.0),
        new Hyperparameter.LogInteger("minLeafRows", 1, 30),
        new Hyperparameter.Choice("bootstrap", true, false),
        new Hyperparameter.LogInteger("maxDepth", 4, 64),
    ];

    /// <summary>True when thresholds are drawn instead of searched.</summary>
    private protected abstract bool DrawsThresholds { get; }

    public override string? Decline(TrainingSet train) => MatrixRoom.Decline(train.Features, MatrixRoom.Packed);

    public override IPredictor Fit(TrainingSet train, FitContext context) => Share(
        train.Features, [new SharedCell(train.Count, train.Labels, context.Seed)], context).Fit(0, context.Cancel).Model;

    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new ForestWork(features, cells, Settings, DrawsThresholds, context.Threads);

    public override IPredictor Load(BinaryReader reader) => ForestPredictor.Load(reader);

    protected override void Validate(ForestOptions changed) => changed.Validate(Id);
}
