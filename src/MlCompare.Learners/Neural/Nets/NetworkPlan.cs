using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>How many networks are trained, each how.</summary>
/// <param name="Networks">Each has a start and held-out rows of its own; their predictions are averaged.</param>
/// <param name="Folds">One part in so many is held out where training stops early.</param>
/// <param name="Shards">Parts of a batch that threads may do side by side.</param>
internal sealed record NetworkPlan(TrainingSpec Training, int Networks = 1, int Folds = 5, int Shards = 1);
