using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Probabilities of linked scores: softmax(factor · (score + offset of the class)). One number alone (<see cref="Sharpness"/>) keeps equal scores
/// at equal probabilities, which regression on the indicators of a rare class does not deserve: its scores are drawn towards its share.
/// </summary>
internal sealed record ScoreScale(double Factor, float[] Offsets)
{
    // Standard deviation of the offsets expected, in units of the logarithm of odds: as four rows of even odds would tell.
    private const double Expected = 0.5;

    private const int Rounds = 8;

    // Held-out scores that tell nothing would make all probabilities equal, and the first class the answer to everything. So small a factor leaves
    // the log loss as it is to five digits, and the answer to the scores.
    private const double Least = 1e-3;

    /// <summary>Least mean log loss of held-out scores, in turns; renaming the classes only moves the offsets.</summary>
    /// <param name="scores">Rows × <paramref name="columns"/>, row-major, after <see cref="Sharpness.Link"/>.</param>
    /// <param name="classes">Their classes.</param>
    public static ScoreScale Fit(double[] scores, int columns, ReadOnlySpan<int> classes)
    {
        double factor = Sharpness.Fit(scores, columns, classes);
        double[] offsets = new double[columns], shifted = [.. scores], row = new double[columns];
        for (int round = 0; round < Rounds && columns > 1 && factor > 0; round++)
        {
            double[] missing = new double[columns], certain = new double[columns];
            for (int i = 0; i < classes.Length; i++)
            {
                Softmax.Apply<double>(shifted.AsSpan(i * columns, columns), factor, row);
                for (int k = 0; k < columns; k++)
                {
                    missing[k] += (classes[i] == k ? 1 : 0) - row[k];
                    certain[k] += row[k] * (1 - row[k]);
                }
            }

            for (int k = 0; k < columns; k++)
            {
                double own = offsets[k] * factor;
                offsets[k] += (missing[k] - own / (Expected * Expected)) / (certain[k] + 1 / (Expected * Expected)) / factor;
            }

            double mean = offsets.Average();
            for (int p = 0; p < shifted.Length; p++)
            {
                shifted[p] = scores[p] + offsets[p % columns] - mean;
            }

            factor = Sharpness.Fit(shifted, columns, classes);
        }

        double middle = offsets.Average();
        return new ScoreScale(Math.Max(factor, Least), [.. offsets.Select(offset => (float)(offset - middle))]);
    }
}
