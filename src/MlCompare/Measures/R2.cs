using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Share of the test targets' variance that is explained: 1 is perfect, 0 is their mean, below 0 is worse than it; none when the test targets are constant.</summary>
public sealed class R2 : RegressionMeasure
{
    public override string Id => "r2";

    public override string Title => "R²";

    public override Direction Direction => Direction.HigherIsBetter;

    public override MeasureRange Range { get; } = new(double.NegativeInfinity, 1);

    protected override double? Of(Prediction prediction, double[] targets)
    {
        double mean = targets.Average();
        double variance = targets.Sum(target => (target - mean) * (target - mean)) / targets.Length;
        return variance > 0 ? 1 - (MeanSquaredError(prediction, targets) / variance) : null;
    }
}
