using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>
/// Area under the ROC curve: the chance that a row of the class is scored above a row of another class, ties counting half. For
/// more than two classes the mean of one class against the rest, over classes that occur; none when the test rows have one class only.
/// </summary>
public sealed class AreaUnderCurve : ClassificationMeasure
{
    public override string Id => "auc";

    public override string Title => "AUC";

    public override Direction Direction => Direction.HigherIsBetter;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        // With two classes both columns rank alike, so the second one is enough.
        int first = prediction.Columns == 2 ? 1 : 0;
        double sum = 0;
        int counted = 0;
        double[] scores = new double[classes.Length];
        bool[] positive = new bool[classes.Length];
        for (int k = first; k < prediction.Columns; k++)
        {
            for (int row = 0; row < classes.Length; row++)
            {
                scores[row] = prediction.Row(row)[k];
                positive[row] = classes[row] == k;
            }

            if (Area(scores, positive) is double area)
            {
                sum += area;
                counted++;
            }
        }

        return counted == 0 ? null : sum / counted;
    }

    /// <summary>Mann–Whitney U over the number of pairs; sorts both arrays.</summary>
    private static double? Area(double[] scores, bool[] positive)
    {
        Array.Sort(scores, positive);
        long positives = 0, negatives = 0;
        double won = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            long tiedPositives = 0;
            for (end = start; end < scores.Length && scores[end] == scores[start]; end++)
            {
                tiedPositives += positive[end] ? 1 : 0;
            }

            long tiedNegatives = end - start - tiedPositives;
            won += tiedPositives * (negatives + (0.5 * tiedNegatives));
            positives += tiedPositives;
            negatives += tiedNegatives;
        }

        return positives == 0 || negatives == 0 ? null : won / ((double)positives * negatives);
    }
}
