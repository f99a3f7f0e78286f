using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Share of test rows whose most probable class is the true one; blind to how sure the model was, and high by itself when one class is common.</summary>
public sealed class Accuracy : ClassificationMeasure
{
    public override string Id => "accuracy";

    public override string Title => "Accuracy";

    public override Direction Direction => Direction.HigherIsBetter;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        int right = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            right += prediction.Class(row) == classes[row] ? 1 : 0;
        }

        return (double)right / classes.Length;
    }
}
