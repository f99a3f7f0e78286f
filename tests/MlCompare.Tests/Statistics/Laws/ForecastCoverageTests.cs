using MlCompare.Statistics.Laws;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics.Laws;

/// <summary>
/// Forecasts at four times the rows, on curves of which half the forms are none of the laws: 90 % intervals cover 85 to 95 % of the truths, and the
/// medians are nearer to them than a three-parameter power law and than the last value. Seeds differ from those on which constants were chosen.
/// </summary>
public sealed class ForecastCoverageTests(ITestOutputHelper output)
{
    private const ulong Seed = 2026;

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(4, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 10)]
    public void Intervals_cover_and_medians_beat_the_rivals(int sizes, int replicates)
    {
        Found[] found = [.. PlantedCurves.Forms.SelectMany(form => Enumerable.Range(0, 40).Select(i => (form, i))).AsParallel().AsOrdered().Select(pair =>
        {
            PlantedCurves.Planted planted = PlantedCurves.Draw(pair.form, sizes, replicates, new Rng(Seeds.From(Seed, "planted", pair.form, sizes, replicates, pair.i)));
            return Found.Of(planted.Curve, planted.Truth(4 * planted.Curve.Rows[^1]), ForecastAnalysis.Of(planted.Curve, "d", "l", Seed + (ulong)pair.i).Fourfold);
        }).OfType<Found>()];
        double covered = found.Average(one => one.Covered ? 1.0 : 0), miss = found.Average(one => one.Miss);
        double law = found.Average(one => one.Law), last = found.Average(one => one.Last);
        output.WriteLine(FormattableString.Invariant($"{found.Length} curves, {sizes} sizes, {replicates} replicates: coverage {covered:P1}, miss {miss:F4}, power law {law:F4}, last value {last:F4}"));
        Assert.True(found.Length >= 250);
        Assert.InRange(covered, 0.85, 0.95);
        Assert.True(miss < 0.9 * law && miss < 0.5 * last);
    }

    /// <param name="Miss">Of the median, in ln.</param>
    /// <param name="Law">Of the three-parameter power law.</param>
    /// <param name="Last">Of the last value.</param>
    private sealed record Found(bool Covered, double Miss, double Law, double Last)
    {
        public static Found? Of(LawCurve curve, double truth, ForecastInterval? forecast) => forecast is null ? null : new Found(
            forecast.Low <= truth && truth <= forecast.High,
            Math.Abs(Math.Log(forecast.Median / truth)),
            Math.Abs(Math.Log(Rivals.ThreeParameters(curve, forecast.Rows) / truth)),
            Math.Abs(Math.Log(Rivals.LastValue(curve) / truth)));
    }
}
