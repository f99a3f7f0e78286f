namespace MlCompare.Native.Libsvm;

/// <summary>
/// Probability of the first class of a pair from its score: 1 / (1 + exp(slope·score + shift)), fitted to scores of rows that the machine
/// was not trained on (Platt 2000), by Newton's method with line search (Lin, Lin and Weng 2007).
/// </summary>
internal readonly record struct PlattScale(double Slope, double Shift)
{
    /// <summary>Probabilities keep this from 0 and 1.</summary>
    public const double Least = 1e-7;

    private const double Ridge = 1e-12;

    /// <summary>Probabilities never reach 0 or 1: the coupling of pairs needs both.</summary>
    public double OfFirst(double score)
    {
        double z = Slope * score + Shift, e = Math.Exp(-Math.Abs(z));
        return Math.Clamp(z >= 0 ? e / (1 + e) : 1 / (1 + e), Least, 1 - Least);
    }

    /// <param name="scores">NaN: no score of this row.</param>
    /// <param name="isFirst">Whether the row is of the pair's first class.</param>
    public static PlattScale Fit(double[] scores, bool[] isFirst)
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(row => !double.IsNaN(scores[row]))];
        double first = rows.Count(row => isFirst[row]), second = rows.Length - first;

        // The targets are those of a uniform prior: neither class is certain after a finite number of rows.
        double high = (first + 1) / (first + 2), low = 1 / (second + 2);
        double slope = 0, shift = Math.Log((second + 1) / (first + 1)), loss = Loss(slope, shift);
        for (int step = 0; step < 100; step++)
        {
            double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
            foreach (int row in rows)
            {
                double p = Sigmoid(slope * scores[row] + shift), weight = p * (1 - p), miss = (isFirst[row] ? high : low) - p;
                h11 += scores[row] * scores[row] * weight;
                h22 += weight;
                h21 += scores[row] * weight;
                g1 += scores[row] * miss;
                g2 += miss;
            }

            if (Math.Abs(g1) < 1e-8 && Math.Abs(g2) < 1e-8)
            {
                break;
            }

            double determinant = h11 * h22 - h21 * h21, d1 = -(h22 * g1 - h21 * g2) / determinant, d2 = -(h11 * g2 - h21 * g1) / determinant;
            double length = 1;
            for (; length >= 1e-10; length /= 2)
            {
                double tried = Loss(slope + length * d1, shift + length * d2);
                if (tried < loss + 1e-4 * length * (g1 * d1 + g2 * d2))
                {
                    (slope, shift, loss) = (slope + length * d1, shift + length * d2, tried);
                    break;
                }
            }

            if (length < 1e-10)
            {
                break;
            }
        }

        return new PlattScale(slope, shift);

        double Loss(double a, double b)
        {
            double sum = 0;
            foreach (int row in rows)
            {
                double z = a * scores[row] + b, target = isFirst[row] ? high : low;
                sum += z >= 0 ? target * z + Math.Log(1 + Math.Exp(-z)) : (target - 1) * z + Math.Log(1 + Math.Exp(z));
            }

            return sum;
        }
    }

    private static double Sigmoid(double z) => z >= 0 ? Math.Exp(-z) / (1 + Math.Exp(-z)) : 1 / (1 + Math.Exp(z));
}
