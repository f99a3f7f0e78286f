using MathNet.Numerics.Statistics;

namespace MlCompare.Claims;

/// <summary>Do two lists rise together? 1 when they always do, −1 when one always falls where the other rises, 0 where one is constant.</summary>
internal static class RankCorrelation
{
    /// <summary>Spearman's ρ, ties at their middle rank.</summary>
    public static double Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        Correlation.Spearman(a, b) is double rho && double.IsFinite(rho) ? rho : 0;

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
}
