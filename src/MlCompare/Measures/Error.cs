using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Share of test rows whose most probable class is not the true one: one minus the accuracy, and what contrasts compare.</summary>
public sealed class Error : ClassificationMeasure
{
    public override string Id => "error";

    public override string Title => "Error";

    public override Direction Direction => Direction.LowerIsBetter;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        int wrong = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            wrong += prediction.Class(row) != classes[row] ? 1 : 0;
        }

        return (double)wrong / classes.Length;
    }
}
