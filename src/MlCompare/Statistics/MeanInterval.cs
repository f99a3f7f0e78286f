using MathNet.Numerics.Distributions;
using MlCompare.Measures;

namespace MlCompare.Statistics;

/// <summary>
/// A mean with its 95 % interval. The variance of the mean is s²·(1/J + <see cref="SplitRatio"/>) + <see cref="ExtraVariance"/>.
/// The first part takes the t quantile with J − 1 degrees of freedom, the second, taken as known, the normal one; their squares add
/// up, so that the extra part always widens the interval (Satterthwaite's degrees of freedom can narrow it for small J).
/// </summary>
/// <param name="Mean">NaN when there are no values.</param>
/// <param name="Variance">Sample variance s² of the values; NaN for fewer than two.</param>
/// <param name="Count">J, the number of values.</param>
/// <param name="SplitRatio">
/// 0 for independent values; test rows / pool rows when the values come from re-splits of one finite set (corrected resampled t:
/// Nadeau and Bengio 2003).
/// </param>
/// <param name="ExtraVariance">Variance that all values share and therefore do not show, such as that of a fixed test set.</param>
public sealed record MeanInterval(double Mean, double Variance, int Count, double SplitRatio = 0, double ExtraVariance = 0)
{
    /// <summary>
    /// What s² is known to be at least. It is known and not estimated, so it takes the normal quantile: with that of t, which allows for an s² that
    /// is too small by luck, the same luck would be paid for twice.
    /// </summary>
    public double LeastVariance { get; init; }

    /// <summary>
    /// What half of the interval is at least. Two learners that err alike on N rows may still differ on others: that they do not differ on more than a share q
    /// of all rows is shown only if N rows without one had a chance (1 − q)^N below 2.5 %.
    /// </summary>
    public double LeastHalf { get; init; }

    /// <summary>What the interval cannot leave: see <see cref="IntervalEnds"/>.</summary>
    public MeasureRange Range { get; init; } = MeasureRange.Any;

    /// <summary>Independent rows behind the mean of a share; 0 where they are not known.</summary>
    public double Rows { get; init; }

    private const double Normal975 = 1.959963984540054;

    /// <summary>Lower end; −∞ for fewer than two values.</summary>
    public double Low => Count < 2 ? double.NegativeInfinity : IntervalEnds.Of(Range, Mean, HalfWidth(Count), Rows).Low;

    /// <summary>Upper end; +∞ for fewer than two values.</summary>
    public double High => Count < 2 ? double.PositiveInfinity : IntervalEnds.Of(Range, Mean, HalfWidth(Count), Rows).High;

    /// <param name="values">Finite numbers.</param>
    /// <param name="leastVariance">See <see cref="LeastVariance"/>.</param>
    public static MeanInterval Of(
        IReadOnlyCollection<double> values, double splitRatio = 0, double extraVariance = 0, double leastVariance = 0)
    {
        double mean = values.Count == 0 ? double.NaN : values.Sum() / values.Count;
        double variance = values.Count < 2 ? double.NaN : values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        if (values.Count > 1 && values.All(value => value == values.First()))
        {
            // Identical values differ from their rounded mean by an ulp: that is not variance.
            (mean, variance) = (values.First(), 0);
        }

        return new MeanInterval(mean, variance, values.Count, splitRatio, extraVariance) { LeastVariance = leastVariance };
    }

    /// <summary>Half the length that the interval would have, without a range, with <paramref name="count"/> values of the same variance.</summary>
    public double HalfWidth(int count)
    {
        double t = StudentT.InvCDF(0, 1, count - 1, 0.975);
        double seen = Math.Max(t * t * Variance, Normal975 * Normal975 * LeastVariance) * (1.0 / count + SplitRatio);
        double half = Math.Sqrt(seen + Normal975 * Normal975 * ExtraVariance);
        return double.IsNaN(half) ? double.PositiveInfinity : Math.Max(half, LeastHalf);
    }

    /// <summary>The four-way decision: is the mean beyond ± <paramref name="margin"/>, inside, or can it not be said?</summary>
    public Decision Decide(double margin) =>
        Low > margin ? Decision.Better
        : High < -margin ? Decision.Worse
        : Low > -margin && High < margin ? Decision.Equivalent
        : Decision.Inconclusive;

    /// <summary>
    /// Two-sided p-value of the hypothesis that the mean lies within ± <paramref name="margin"/>, with all variance on J − 1 degrees of
    /// freedom, or with the least variance on the normal law where that says less; 1 for fewer than two values.
    /// </summary>
    public double PValue(double margin)
    {
        double distance = Math.Abs(Mean) - margin;
        double factor = 1.0 / Count + SplitRatio;
        double error = Math.Sqrt(Variance * factor + ExtraVariance), least = Math.Sqrt(LeastVariance * factor + ExtraVariance);
        return Count < 2 || !(distance > 0) ? 1 : Math.Max(
            error == 0 ? 0 : Math.Min(1, 2 * StudentT.CDF(0, 1, Count - 1, -distance / error)),
            least == 0 ? 0 : Math.Min(1, 2 * Normal.CDF(0, 1, -distance / least)));
    }

    /// <summary>
    /// About how many values would make the interval reach no margin, if mean and variance stay as they are; null when it is decided
    /// already, when there are too few values to tell, or when <paramref name="most"/> would not do.
    /// </summary>
    public int? CountToDecide(double margin, int most = 1000)
    {
        double distance = Math.Abs(Math.Abs(Mean) - margin);
        if (Count < 2 || Decide(margin) != Decision.Inconclusive || !(HalfWidth(most) < distance))
        {
            return null;
        }

        (int enough, int tooFew) = (most, Count);
        while (enough - tooFew > 1)
        {
            int middle = (enough + tooFew) / 2;
            (enough, tooFew) = HalfWidth(middle) < distance ? (middle, tooFew) : (enough, middle);
        }

        return enough;
    }
}
