namespace MlCompare.Learners.Neural.Nets;

/// <summary>Training ended in numbers that are not finite, at both rates that were tried.</summary>
public sealed class DivergedException(double rate, double lowered)
    : Exception(FormattableString.Invariant($"training diverged at a learning rate of {rate:G3} and again at {lowered:G3}; lower it or clip gradients"));
