using MathNet.Numerics.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>Whether two lists rise together.</summary>
/// <param name="Correlation">Spearman's, ties at their middle rank; 0 where a list is constant.</param>
/// <param name="PValue">Two-sided, by permutations.</param>
/// <param name="Count">Pairs.</param>
public sealed record RankRelation(double Correlation, double PValue, int Count)
{
    public static RankRelation Of(IReadOnlyList<double> a, IReadOnlyList<double> b, int permutations, Rng rng)
    {
        double[] x = Centred(a), y = Centred(b);
        double scale = Math.Sqrt(Product(x, x) * Product(y, y));
        if (!(scale > 0))
        {
            return new RankRelation(0, 1, x.Length);
        }

        double found = Product(x, y) / scale;
        int reached = 1;
        for (int i = 0; i < permutations; i++)
        {
            rng.Shuffle<double>(y);
            // Sums in another order differ by an ulp.
            reached += Math.Abs(Product(x, y) / scale) >= Math.Abs(found) - 1e-12 ? 1 : 0;
        }

        return new RankRelation(found, reached / (permutations + 1.0), x.Length);
    }

    private static double[] Centred(IReadOnlyList<double> values)
    {
        double[] ranks = [.. values.ToArray().Ranks(RankDefinition.Average)];
        double middle = (ranks.Length + 1) / 2.0;
        return [.. ranks.Select(rank => rank - middle)];
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
