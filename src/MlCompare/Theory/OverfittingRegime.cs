using MathNet.Numerics;
using MlCompare.Statistics;

namespace MlCompare.Theory;

/// <summary>What becomes of a learner that interpolates noisy labels as rows grow (Mallinar et al. 2022, whose abstract was re-read for the three).</summary>
public enum Regime
{
    /// <summary>The harm of the noise vanishes: risk tends to the best one.</summary>
    Benign,
    /// <summary>It tends to a share of the noise: above the best risk, below chance.</summary>
    Tempered,
    /// <summary>It grows without bound, or to chance.</summary>
    Catastrophic,
}

/// <summary>
/// The regime by slope and trend: T(n) = d risk / d noise at small noise, one least-squares slope a size and replicate, and dT / d ln n.
/// The regimes are those of Mallinar et al.; the decision is our own rule: benign when the upper end of T at the most rows is below 0.1 and T does not grow;
/// catastrophic when the lower end of the trend is above 0.05, or risk is within 0.05 of chance from a tenth of noise on; else tempered. Checked on
/// planted profiles, on nearest neighbours (T = 1 at every size), and on least squares with as many columns as rows allow.
/// </summary>
/// <param name="Slope">T at the most rows.</param>
/// <param name="Trend">Change of T with ln n.</param>
/// <param name="Interpolates">Every fit is within 0.1 % of the labels given. Where not, the regime is that of the regularised learner.</param>
public sealed record OverfittingRegime(Regime Regime, MeanInterval Slope, MeanInterval Trend, bool Interpolates)
{
    private const double Little = 0.1, LeastTrend = 0.05, NearChance = 0.05, ChanceNoise = 0.1, Interpolated = 0.001;

    /// <param name="points">At least two noises and two sizes in every replicate.</param>
    /// <param name="chance">Risk of guessing, (K − 1)/K for classes; null for numbers, which have none.</param>
    public static OverfittingRegime Of(IReadOnlyList<NoisePoint> points, double? chance, double splitRatio = 0)
    {
        int most = points.Max(point => point.Rows);
        var slopes = points.GroupBy(point => point.Replicate)
            .Select(replicate => replicate.GroupBy(point => point.Rows)
                .Select(size => (Rows: size.Key, Slope: SlopeOf([.. size.Select(point => (point.Noise, point.Risk))]))).ToArray())
            .ToArray();
        MeanInterval slope = MeanInterval.Of([.. slopes.Select(sizes => sizes.Single(size => size.Rows == most).Slope)], splitRatio);
        MeanInterval trend = MeanInterval.Of([.. slopes.Select(sizes => SlopeOf([.. sizes.Select(size => (Math.Log(size.Rows), size.Slope))]))], splitRatio);
        double[] noisy = [.. points.Where(point => point.Rows == most && point.Noise >= ChanceNoise).Select(point => point.Risk)];
        bool atChance = chance is { } guess && noisy.Length > 0 && noisy.Average() >= guess - NearChance;
        Regime regime = trend.Low > LeastTrend || atChance ? Regime.Catastrophic
            : slope.High < Little && trend.Mean <= 0 ? Regime.Benign
            : Regime.Tempered;
        return new OverfittingRegime(regime, slope, trend, points.All(point => point.TrainError <= Interpolated));
    }

    private static double SlopeOf((double X, double Y)[] points) =>
        points.Select(point => point.X).Distinct().Count() < 2
            ? throw new ArgumentException("a slope needs two different sizes and two different noises", nameof(points))
            : Fit.Line([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]).B;
}
