using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>A learner whose networks any engine can train: how rows are encoded, and what is to be trained on them.</summary>
internal interface INetworkRecipe : ILearner
{
    /// <summary>Does not look at labels.</summary>
    EncodedRows EncodedRows(TrainingSet train, FitContext context);

    NetworkFit Prepare(EncodedRows encoded, TrainingSet train, FitContext context);
}
