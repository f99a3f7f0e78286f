using MlCompare.Measures;

namespace MlCompare.Statistics;

/// <summary>
/// The ends of an interval of a measure that cannot leave its range; mean ± h without one.
/// <list type="bullet">
/// <item>Two ends (shares): Wilson's score interval with the number of rows that the standard error at hand stands for, as is done for the
/// proportions of surveys (Kott and Carr 1997; Dean and Pagano 2015). All p with (m − p)² ≤ k·p(1 − p), k = h²/(m(1 − m)).</item>
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
            (double low, double high) = Score(Math.Clamp((mean - range.Least) / width, 0, 1), half / width, rows);
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

    private static (double Low, double High) Score(double share, double half, double rows)
    {
        double spread = share * (1 - share);
        double k = Math.Max(spread > 0 ? half * half / spread : 0, rows > 0 ? Normal975 * Normal975 / rows : 0);
        if (double.IsPositiveInfinity(k))
        {
            return (0, 1);
        }

        double root = Math.Sqrt(k * spread + k * k / 4);
        return (Math.Max(0, (share + k / 2 - root) / (1 + k)), Math.Min(1, (share + k / 2 + root) / (1 + k)));
    }
}
