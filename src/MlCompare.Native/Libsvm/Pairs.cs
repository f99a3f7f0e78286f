namespace MlCompare.Native.Libsvm;

/// <summary>Pairs of classes in the order (0, 1), (0, 2), …, (1, 2), …</summary>
internal static class Pairs
{
    /// <summary>A handful is usual; ties of certain pairs converge slowly.</summary>
    private const int MostSweeps = 1000;

    /// <summary>The place of a pair, and whether it stands there the other way round.</summary>
    public static (int Place, bool Turned) Place(int first, int second, int classes)
    {
        (int low, int high) = first < second ? (first, second) : (second, first);
        return (low * (2 * classes - low - 1) / 2 + high - low - 1, first > second);
    }

    /// <summary>
    /// Probabilities of the classes from those of the pairs (Wu, Lin and Weng 2004, their second method): the p that minimises
    /// Σ over i, j of (r_ji·p_i − r_ij·p_j)², where r_ij is the probability of i among i and j.
    /// </summary>
    /// <param name="ofFirst">Pair → probability of its first class.</param>
    public static void Couple(ReadOnlySpan<double> ofFirst, Span<double> probabilities)
    {
        int classes = probabilities.Length;
        double[] q = new double[classes * classes];
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
            {
                if (i != j)
                {
                    (int place, bool turned) = Place(i, j, classes);
                    double of = turned ? 1 - ofFirst[place] : ofFirst[place];
                    q[i * classes + i] += (1 - of) * (1 - of);
                    q[i * classes + j] = -(1 - of) * of;
                }
            }
        }

        // One class at a time: its best probability given the others, then all divided by their sum; Q·p and pᵀ·Q·p follow along.
        probabilities.Fill(1.0 / classes);
        double[] product = new double[classes];
        double form = Multiply(q, probabilities, product);
        for (int sweep = 0; sweep < MostSweeps && Farthest(product, form) > 1e-9 / classes; sweep++)
        {
            for (int k = 0; k < classes; k++)
            {
                double own = q[k * classes + k], step = (form - product[k]) / own, sum = 1 + step;
                probabilities[k] += step;
                form = (form + step * (step * own + 2 * product[k])) / (sum * sum);
                for (int j = 0; j < classes; j++)
                {
                    product[j] = (product[j] + step * q[k * classes + j]) / sum;
                    probabilities[j] /= sum;
                }
            }
        }
    }

    private static double Farthest(double[] product, double form) => product.Max(value => Math.Abs(value - form));

    /// <summary>product ← Q·p; gives pᵀ·Q·p.</summary>
    private static double Multiply(double[] q, ReadOnlySpan<double> p, double[] product)
    {
        double form = 0;
        for (int i = 0; i < p.Length; i++)
        {
            for (int j = 0; j < p.Length; j++)
            {
                product[i] += q[i * p.Length + j] * p[j];
            }

            form += p[i] * product[i];
        }

        return form;
    }
}
