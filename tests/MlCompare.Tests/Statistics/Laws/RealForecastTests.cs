using MlCompare.Statistics.Laws;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics.Laws;

/// <summary>
/// Forecasts from the first sizes of curves measured on real tables, against what was measured at four times the rows. The priors of the laws were
/// changed once after three of the tables (wine-quality, telco-churn, higgs-small) had been seen; the others were not.
/// </summary>
public sealed class RealForecastTests(ITestOutputHelper output)
{
    private static readonly string[] Seen = ["wine-quality", "telco-churn", "higgs-small"];

    [Theory]
    [InlineData(500)]
    [InlineData(1000)]
    public void Intervals_cover_and_medians_beat_the_rivals(int upTo)
    {
        string file = Path.Combine(Repository.Root, "tests/MlCompare.Tests/Statistics/Laws/real-curves.csv");
        List<(bool Covered, double Miss, double Law, double Last)> found = [];
        foreach (RealCurves.Measured measured in RealCurves.Read(file).Where(one => !Seen.Contains(one.Dataset)))
        {
            LawCurve known = measured.UpTo(upTo);
            if (ForecastAnalysis.Of(known, measured.Dataset, measured.Learner, 7).Fourfold is { } forecast)
            {
                double truth = measured.Curve.Mean(measured.Curve.Rows.ToList().IndexOf(4 * upTo));
                double Miss(double loss) => Math.Abs(Math.Log(loss / truth));
                found.Add((forecast.Low <= truth && truth <= forecast.High, Miss(forecast.Median), Miss(Rivals.ThreeParameters(known, 4 * upTo)), Miss(Rivals.LastValue(known))));
            }
        }

        double covered = found.Average(one => one.Covered ? 1.0 : 0), miss = found.Average(one => one.Miss);
        double law = found.Average(one => one.Law), last = found.Average(one => one.Last);
        output.WriteLine(FormattableString.Invariant($"{found.Count} curves up to {upTo} rows, forecast at {4 * upTo}: coverage {covered:P1}, miss {miss:F4}, power law {law:F4}, last value {last:F4}"));
        Assert.True(found.Count >= 55);
        Assert.InRange(covered, 0.85, 0.95);
        Assert.True(miss < law && miss < last);
    }
}
