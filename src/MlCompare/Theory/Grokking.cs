using MlCompare.Measures;

namespace MlCompare.Theory;

/// <summary>
/// Does generalisation come long after the training rows are learned (Power et al. 2022)? Our own rule: the first step with 95 % of the training rows right and the first with 95 %
/// of the test rows right, both by medians of five; grokking when the second is at least four times the first, the test rows were no better than a quarter of the way from chance to
/// certainty at the first, and they are right in the end.
/// </summary>
/// <param name="TrainStep">Null when the training rows are never learned.</param>
/// <param name="TestStep">Null when the test rows are never.</param>
public sealed record Grokking(int? TrainStep, int? TestStep, bool IsGrokking)
{
    private const double Right = 0.95, Late = 4, Early = 0.25;

    /// <summary>Test step over train step; null when either is missing.</summary>
    public double? Delay => (double?)TestStep / TrainStep;

    /// <param name="curve">Steps with accuracies on training and test rows, in order.</param>
    /// <param name="chance">Accuracy of guessing.</param>
    public static Grokking Of(IReadOnlyList<(int Step, double Train, double Test)> curve, double chance)
    {
        int train = First(curve, point => point.Train), test = First(curve, point => point.Test);
        bool groks = train >= 0 && test >= 0
            && curve[test].Step >= Late * curve[train].Step
            && curve[train].Test <= chance + Early * (1 - chance)
            && curve[^1].Test >= Right;
        return new Grokking(train < 0 ? null : curve[train].Step, test < 0 ? null : curve[test].Step, groks);
    }

    /// <summary>Of a curve on class labels without noise.</summary>
    public static Grokking Of(IReadOnlyList<TrainingPoint> points, double chance) =>
        Of([.. points.Where(point => point.Network == points[0].Network).Select(point => (point.Step, 1 - (point.Clean ?? double.NaN), 1 - point.Test))], chance);

    private static int First(IReadOnlyList<(int Step, double Train, double Test)> curve, Func<(int Step, double Train, double Test), double> of)
    {
        double[] values = [.. curve.Select(of)];
        return Enumerable.Range(0, values.Length).FirstOrDefault(
            i =>
            {
                double[] near = [.. values[Math.Max(0, i - 2)..Math.Min(values.Length, i + 3)].Order()];
                return Math.Min(values[i], near[(near.Length - 1) / 2]) >= Right;
            },
            -1);
    }
}
