using System.Numerics;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>Which test rows were predicted wrongly, one bit a row, lowest bit first, as base64.</summary>
public static class ErrorBits
{
    public static string Pack(Prediction prediction, ReadOnlySpan<int> classes)
    {
        byte[] bits = new byte[(classes.Length + 7) / 8];
        for (int row = 0; row < classes.Length; row++)
        {
            if (prediction.Class(row) != classes[row])
            {
                bits[row / 8] |= (byte)(1 << (row % 8));
            }
        }

        return Convert.ToBase64String(bits);
    }

    /// <summary>
    /// Variance of the mean difference of two learners' error rates that is due to the choice of the test rows: the variance over the
    /// rows of each row's mean difference, less what of it is the luck of the replicates, which the variance between them shows already,
    /// divided by the number of rows.
    /// </summary>
    /// <param name="pairs">The packed errors of A and B, one pair a replicate, all on the same test rows.</param>
    /// <returns>Null when there are no pairs or their lengths differ.</returns>
    public static double? VarianceOfDifference(IReadOnlyList<(string A, string B)> pairs, int rows)
    {
        if (pairs.Count == 0 || rows < 2)
        {
            return null;
        }

        int[] sums = new int[rows];
        long differing = 0;
        foreach ((string packedA, string packedB) in pairs)
        {
            byte[] a = Convert.FromBase64String(packedA), b = Convert.FromBase64String(packedB);
            if (a.Length != (rows + 7) / 8 || b.Length != a.Length)
            {
                return null;
            }

            for (int i = 0; i < a.Length; i++)
            {
                for (int different = a[i] ^ b[i]; different != 0; different &= different - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(different);
                    sums[8 * i + bit] += (b[i] >> bit & 1) == 1 ? 1 : -1;
                    differing++;
                }
            }
        }

        double count = pairs.Count, mean = sums.Average() / count, between = 0, within = differing;
        foreach (int sum in sums)
        {
            double difference = sum / count - mean;
            between += difference * difference;
            within -= sum * sum / count;
        }

        double luck = pairs.Count < 2 ? 0 : within / (count - 1) / rows / count;
        return Math.Max(0, between / (rows - 1) - luck) / rows;
    }

    /// <summary>
    /// Variance of a weighted sum of error rates that is due to the choice of the test rows: the variance over the rows of each row's sum,
    /// averaged over the replicates, less what of it is the luck of the replicates, as for <see cref="VarianceOfDifference"/>, divided by the
    /// number of rows.
    /// </summary>
    /// <param name="replicates">For each replicate the packed errors, one for each weight, all on the same test rows.</param>
    /// <returns>Null when there are none, or their lengths differ.</returns>
    public static double? VarianceOfSum(IReadOnlyList<double> weights, IReadOnlyList<IReadOnlyList<string>> replicates, int rows)
    {
        if (replicates.Count == 0 || rows < 2)
        {
            return null;
        }

        double[] sums = new double[rows], own = new double[rows];
        double within = 0;
        foreach (IReadOnlyList<string> packed in replicates)
        {
            Array.Clear(own);
            for (int k = 0; k < weights.Count; k++)
            {
                byte[] bits = Convert.FromBase64String(packed[k]);
                if (bits.Length != (rows + 7) / 8)
                {
                    return null;
                }

                for (int row = 0; row < rows; row++)
                {
                    own[row] += (bits[row / 8] >> (row % 8) & 1) * weights[k];
                }
            }

            for (int row = 0; row < rows; row++)
            {
                sums[row] += own[row];
                within += own[row] * own[row];
            }
        }

        double count = replicates.Count, mean = sums.Average() / count, between = 0;
        foreach (double sum in sums)
        {
            double deviation = sum / count - mean;
            between += deviation * deviation;
            within -= sum * sum / count;
        }

        double luck = count < 2 ? 0 : Math.Max(0, within) / (count - 1) / rows / count;
        return Math.Max(0, between / (rows - 1) - luck) / rows;
    }
}
