using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Mean absolute error in the target's unit; outliers weigh as much as they are large, not more.</summary>
public sealed class Mae : RegressionMeasure
{
    public override string Id => "mae";

    public override string Title => "MAE";

    public override Direction Direction => Direction.LowerIsBetter;

    protected override double? Of(Prediction prediction, double[] targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Math.Abs(prediction.Values[i] - targets[i]);
        }

        return sum / targets.Length;
    }
}
