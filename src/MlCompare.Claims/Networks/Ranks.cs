namespace MlCompare.Claims.Networks;

/// <summary>Rank correlations.</summary>
internal static class Ranks
{
    /// <summary>Kendall's τ-b.</summary>
    public static double Kendall(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double agree = 0, tiesA = 0, tiesB = 0, pairs = a.Count * (a.Count - 1) / 2.0;
        for (int i = 0; i < a.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int sa = a[i].CompareTo(a[j]), sb = b[i].CompareTo(b[j]);
                agree += sa * sb;
                tiesA += sa == 0 ? 1 : 0;
                tiesB += sb == 0 ? 1 : 0;
            }
        }

        double scale = Math.Sqrt((pairs - tiesA) * (pairs - tiesB));
        return scale > 0 ? agree / scale : 0;
    }

    /// <summary>Spearman's ρ, ties at their middle rank.</summary>
    public static double Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double[] ra = Of(a), rb = Of(b);
        double middle = (a.Count - 1) / 2.0, ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < ra.Length; i++)
        {
            ab += (ra[i] - middle) * (rb[i] - middle);
            aa += (ra[i] - middle) * (ra[i] - middle);
            bb += (rb[i] - middle) * (rb[i] - middle);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }

    private static double[] Of(IReadOnlyList<double> values) =>
        [.. values.Select(value => values.Count(other => other < value) + (values.Count(other => other == value) - 1) / 2.0)];
}
