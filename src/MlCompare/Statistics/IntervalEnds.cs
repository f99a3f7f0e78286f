using MlCompare.Measures;

namespace MlCompare.Statistics;

/// <summary>
/// The ends of an interval of a measure that cannot leave its range; mean ± h without one.
/// <list type="bullet">
/// <item>Two ends (shares): towards the nearer end of the range Wilson's score interval with the number of rows that the standard error at hand
/// stands for, as is done for the proportions of surveys (Kott and Carr 1997; Dean and Pagano 2015): p with (m − p)² = k·p(1 − p),
/// k = h²/(m(1 − m)). On the other side mean ± h, or Wilson's with the known rows where that reaches further: with the quantile of t in k, few
/// replicates would push that end out by its square, without need: simulated, at least 95 % are covered as it is.</item>
/// <item>One end (RMSE, log loss, R²): mean ± h on the scale of the logarithm of the distance from that end, by the delta method: m·exp(± h/m).
/// Verdicts on such errors are ratios too.</item>
/// </list>
/// Where h is small against the distance from the ends both are mean ± h.
/// </summary>
internal static class IntervalEnds
{
    private const double Normal975 = 1.959963984540054;

    /// <param name="half">Half width h of the symmetric interval.</param>
    /// <param name="rows">
    /// Independent rows that a share was counted on, or 0: its interval is never shorter than Wilson's for so many, so that no error seen is not no error.
    /// </param>
    public static (double Low, double High) Of(MeasureRange range, double mean, double half, double rows)
    {
        (bool below, bool above) = (double.IsFinite(range.Least), double.IsFinite(range.Most));
        if (!below && !above || double.IsNaN(mean))
        {
            return (mean - half, mean + half);
        }

        if (below && above)
        {
            double width = range.Most - range.Least;
            (double low, double high) = Share(Math.Clamp((mean - range.Least) / width, 0, 1), half / width, rows);
            return (range.Least + width * low, range.Least + width * high);
        }

        double distance = below ? mean - range.Least : range.Most - mean;
        if (!(distance > 0))
        {
            return (mean, mean);
        }

        double factor = Math.Exp(half / distance);
        return below
            ? (range.Least + distance / factor, range.Least + distance * factor)
            : (range.Most - distance * factor, range.Most - distance / factor);
    }

    /// <summary>Of a share of at most a half; of more, the other way round.</summary>
    private static (double Low, double High) Share(double share, double half, double rows)
    {
        if (share > 0.5)
        {
            (double low, double high) = Share(1 - share, half, rows);
            return (1 - high, 1 - low);
        }

        double spread = share * (1 - share), known = rows > 0 ? Normal975 * Normal975 / rows : 0;
        double near = Score(share, Math.Max(spread > 0 ? half * half / spread : 0, known)).Low;
        return (near, Math.Min(1, Math.Max(share + half, Score(share, known).High)));
    }

    /// <summary>Both solutions p of (share − p)² = k·p(1 − p).</summary>
    private static (double Low, double High) Score(double share, double k)
    {
        double root = Math.Sqrt(k * share * (1 - share) + k * k / 4);
        return double.IsPositiveInfinity(k) ? (0, 1) : (Math.Max(0, (share + k / 2 - root) / (1 + k)), Math.Min(1, (share + k / 2 + root) / (1 + k)));
    }
}
