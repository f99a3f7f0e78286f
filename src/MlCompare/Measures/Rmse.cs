using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Root mean squared error in the target's unit; large errors weigh most, and what contrasts compare.</summary>
public sealed class Rmse : RegressionMeasure
{
    public override string Id => "rmse";

    public override string Title => "RMSE";

    public override Direction Direction => Direction.LowerIsBetter;

    protected override double? Of(Prediction prediction, double[] targets)
    {
        return Math.Sqrt(MeanSquaredError(prediction, targets));
    }
}
