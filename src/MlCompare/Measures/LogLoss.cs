using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Mean of −ln P(true class), in nats; punishes being sure and wrong without bound, so probabilities are clipped from below.</summary>
public sealed class LogLoss : ClassificationMeasure
{
    /// <summary>The customary clip (scikit-learn before 1.5); one certain error then costs 34.5 nats.</summary>
    internal const double Clip = 1e-15;

    public override string Id => "logLoss";

    public override string Title => "Log loss";

    public override Direction Direction => Direction.LowerIsBetter;

    public override MeasureRange Range => MeasureRange.Positive;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        double sum = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            sum -= Math.Log(Math.Clamp(prediction.Row(row)[classes[row]], Clip, 1));
        }

        return sum / classes.Length;
    }
}
