using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Whether more is better.</summary>
public enum Direction
{
    LowerIsBetter,
    HigherIsBetter,
}

/// <summary>What one completed trial leaves for the measures.</summary>
/// <param name="Prediction">On the test rows.</param>
/// <param name="TestLabels">True labels of the test rows (never noised).</param>
/// <param name="TestTruth">The exact conditional distribution of the test rows, for synthetic data.</param>
public sealed record Evidence(Prediction Prediction, Labels TestLabels, Truth? TestTruth);

/// <summary>One number from one trial.</summary>
public interface IMeasure : INamed
{
    /// <summary>For tables, such as "Log loss".</summary>
    string Title { get; }

    Direction Direction { get; }

    /// <summary>Intervals of its mean stay inside.</summary>
    MeasureRange Range => MeasureRange.Any;

    bool Supports(TaskKind task);

    /// <summary>The value, or null when this evidence has none (no known Bayes risk, one class only).</summary>
    double? Compute(Evidence evidence);
}
