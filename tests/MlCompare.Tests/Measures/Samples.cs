using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Tests.Measures;

/// <summary>Small predictions with known figures.</summary>
internal static class Samples
{
    /// <summary>Eight rows, three classes, two of the choices wrong.</summary>
    public static readonly Evidence ThreeClasses = Classes(
        [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.2, 0.3, 0.5, 0.4, 0.35, 0.25, 0.25, 0.5, 0.25, 0.05, 0.05, 0.9, 0.6, 0.3, 0.1, 0.3, 0.3, 0.4],
        [0, 1, 2, 1, 1, 2, 0, 0],
        3);

    /// <summary>Nine rows, two classes, three scores tied across the classes.</summary>
    public static readonly Evidence TwoClasses = Binary(
        [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.65, 0.2, 0.4], [0, 0, 1, 1, 1, 1, 0, 0, 0]);

    public static readonly Evidence Numbers = Targets([2.5, 0.0, 2.1, 7.8, -1.5], [3.0, -0.5, 2.0, 7.0, -2.25]);

    public static Evidence Classes(double[] probabilities, int[] classes, int count, Truth? truth = null) => new(
        new Prediction(probabilities, count),
        Labels.OfClasses(classes, [.. Enumerable.Range(0, count).Select(k => $"c{k}")]),
        truth);

    /// <param name="scores">Probability of the second class.</param>
    public static Evidence Binary(double[] scores, int[] classes) =>
        Classes([.. scores.SelectMany(p => new[] { 1 - p, p })], classes, 2);

    public static Evidence Targets(double[] predicted, double[] targets, Truth? truth = null) =>
        new(new Prediction(predicted, 1), Labels.OfValues(targets), truth);

    public static void Near(double expected, double? actual, double tolerance = 1e-12)
    {
        Assert.NotNull(actual);
        Assert.True(Math.Abs(actual.Value - expected) <= tolerance, $"expected {expected}, found {actual}");
    }
}
