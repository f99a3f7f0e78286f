namespace MlCompare.Learners.Kernel;

/// <summary>Where a regression target lies with the probability asked for, in the target's unit; infinite where rows were too few to tell.</summary>
public readonly record struct PredictionInterval(double Low, double High);
