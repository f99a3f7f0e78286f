using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Mean over the classes that occur in the test rows of the share recognised: always guessing the commonest class gives one over their number.</summary>
public sealed class BalancedAccuracy : ClassificationMeasure
{
    public override string Id => "balancedAccuracy";

    public override string Title => "Balanced accuracy";

    public override Direction Direction => Direction.HigherIsBetter;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        int[] rows = new int[prediction.Columns];
        int[] right = new int[prediction.Columns];
        for (int row = 0; row < classes.Length; row++)
        {
            rows[classes[row]]++;
            right[classes[row]] += prediction.Class(row) == classes[row] ? 1 : 0;
        }

        double sum = 0;
        int present = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            if (rows[k] > 0)
            {
                sum += (double)right[k] / rows[k];
                present++;
            }
        }

        return sum / present;
    }
}
