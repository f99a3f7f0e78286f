using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>The part of a learner that is about ML.NET.</summary>
internal interface IMlNetRecipe : ILearner
{
    /// <summary>How its rows are encoded.</summary>
    RowEncoding Encode(FeatureTable features, CancellationToken cancel);

    /// <summary>Targets by which numbers are divided and shifted before training; null when they are to be at least 0.</summary>
    bool TakesNegativeTargets { get; }

    /// <summary>Splits wanted to choose a number of rounds or to calibrate by; 0 for none.</summary>
    int SplitsFor(int rows, TaskKind task);

    /// <summary>
    /// Trains, in a worker: a transformer from <c>Features</c> to <c>Probability</c> (two classes) or <c>Score</c>, which the scales of the model are for where it has any; null when there was
    /// nothing to be found in the rows.
    /// </summary>
    MlNetModel? Train(MlNetTraining training);
}
