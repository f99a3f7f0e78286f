using MlCompare.Data;

namespace MlCompare.Studies;

/// <summary>All that a learner may see of the training rows: features and the labels as given, in order.</summary>
public sealed record TrainingSet(FeatureTable Features, Labels Labels)
{
    public int Count => Features.Count;

    public TaskKind Task => Labels.Task;
}

/// <summary>
/// The paired unit: training rows in order, the labels given and the true ones, and the test rows. Built without knowing any
/// learner; a learner receives <see cref="Train"/> and <see cref="TestFeatures"/> only.
/// </summary>
public sealed record Block(
    TrainingSet Train,
    Labels TrainTrue,
    FeatureTable TestFeatures,
    Labels TestLabels,
    Truth? TrainTruth,
    Truth? TestTruth)
{
    /// <summary>The test rows are the same, in the same order, in every replicate.</summary>
    public bool FixedTest { get; init; }

    /// <summary>The first <paramref name="count"/> training rows, the test rows unchanged.</summary>
    public Block Head(int count) => count >= Train.Count
        ? this
        : this with
        {
            Train = new TrainingSet(Train.Features.Head(count), Train.Labels.Head(count)),
            TrainTrue = TrainTrue.Head(count),
            TrainTruth = TrainTruth?.Select(Enumerable.Range(0, count).ToArray()),
        };

    public Block WithLabels(Labels given) => this with { Train = Train with { Labels = given } };
}
