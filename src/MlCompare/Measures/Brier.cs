using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Mean over rows of Σ over classes (probability − indicator)² (Brier 1950), from 0 to 2; for two classes twice the one-column form.</summary>
public sealed class Brier : ClassificationMeasure
{
    public override string Id => "brier";

    public override string Title => "Brier score";

    public override Direction Direction => Direction.LowerIsBetter;

    public override MeasureRange Range { get; } = new(0, 2);

    protected override double? Of(Prediction prediction, int[] classes)
    {
        double sum = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<double> probabilities = prediction.Row(row);
            for (int k = 0; k < probabilities.Length; k++)
            {
                double difference = probabilities[k] - (k == classes[row] ? 1 : 0);
                sum += difference * difference;
            }
        }

        return sum / classes.Length;
    }
}
