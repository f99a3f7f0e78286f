using MlCompare.Statistics.Laws;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics.Laws;

public sealed class OvertakingTests
{
    private static readonly int[] Sizes = [250, 500, 1000, 2000, 4000];

    [Fact]
    public void A_steeper_curve_is_expected_to_overtake_where_it_does()
    {
        // They meet at 8,000 rows.
        Overtaking one = Assert.Single(Of(n => 0.2 * Math.Pow(n / 8000, -0.15), n => 0.2 * Math.Pow(n / 8000, -0.45)));
        Assert.Equal(("a", "b", 4000), (one.Leader, one.Challenger, one.From));
        Assert.True(one.Expected && !one.Excluded && one.Share >= 0.95);
        Assert.True(one.Low <= 8000 && 8000 <= one.High && one.High < 16000, $"{one}");
    }

    [Fact]
    public void Parallel_curves_are_not_expected_to_cross()
    {
        Overtaking one = Assert.Single(Of(n => 0.2 * Math.Pow(n / 8000, -0.3), n => 0.3 * Math.Pow(n / 8000, -0.3)));
        Assert.True(one.Excluded && !one.Expected && one.Share < 0.05);
        Assert.Equal((null, null, null), (one.Low, one.Median, one.High));
    }

    [Fact]
    public void What_may_happen_is_neither_expected_nor_excluded()
    {
        // They meet just at the end of the forecast.
        Overtaking one = Assert.Single(Of(n => 0.2 * Math.Pow(n / 16000, -0.2), n => 0.2 * Math.Pow(n / 16000, -0.3)));
        Assert.False(one.Expected || one.Excluded);
        Assert.InRange(one.Share, 0.05, 0.95);
    }

    /// <summary>Expected overtakings are rare between curves that never cross: counted over pairs whose gap closes without end.</summary>
    [Fact]
    public void Curves_with_one_limit_that_never_cross_are_seldom_said_to()
    {
        int expected = Enumerable.Range(0, 60).Count(run => Of(n => 0.05 + 2 * Math.Pow(n, -0.5), n => 0.05 + 2.6 * Math.Pow(n, -0.5), run)[0].Expected);
        Assert.InRange(expected, 0, 3);
    }

    private static IReadOnlyList<Overtaking> Of(Func<double, double> a, Func<double, double> b, int run = 0)
    {
        ResultsForTests results = new ResultsForTests().Learner("a").Learner("b").Dataset("d");
        Rng rng = new(Seeds.From(21, run));
        foreach (int rows in Sizes)
        {
            results.Add("d", "a", rows, 0, "error", [.. Enumerable.Range(0, 5).Select(_ => a(rows) * (1 + 0.015 * rng.NextGaussian()))]);
            results.Add("d", "b", rows, 0, "error", [.. Enumerable.Range(0, 5).Select(_ => b(rows) * (1 + 0.015 * rng.NextGaussian()))]);
        }

        StudyResults built = results.Build();
        return Overtaking.Of(MlCompare.Statistics.Ranking.Of(built)[0], ForecastAnalysis.Of(built));
    }
}
