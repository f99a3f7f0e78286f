using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics;

public class MeanIntervalTests
{
    [Fact]
    public void Matches_the_t_interval_worked_by_hand()
    {
        // Mean 3, s² = 2.5, t(0.975; 4) = 2.776445 (any printed table): half width 2.776445·√(2.5/5).
        MeanInterval interval = MeanInterval.Of([1, 2, 3, 4, 5]);
        Close(3, interval.Mean, 1e-12);
        Close(3 - 1.963243, interval.Low, 1e-5);
        Close(3 + 1.963243, interval.High, 1e-5);
    }

    [Fact]
    public void Corrects_for_resplits_as_Nadeau_and_Bengio_do()
    {
        // 2.776445·√(2.5·(1/5 + 1/4)).
        MeanInterval interval = MeanInterval.Of([1, 2, 3, 4, 5], splitRatio: 0.25);
        Close(2.944865, interval.High - 3, 1e-5);
    }

    [Fact]
    public void Known_extra_variance_brings_the_normal_quantile_when_nothing_else_varies()
    {
        MeanInterval interval = MeanInterval.Of([0.1, 0.1, 0.1], extraVariance: 0.04);
        Close(0.1 + 1.959964 * 0.2, interval.High, 1e-6);
    }

    [Fact]
    public void The_parts_of_the_variance_take_their_own_quantiles()
    {
        // s² = 1, J = 3: t(0.975; 2) = 4.302653, normal 1.959964.
        MeanInterval interval = MeanInterval.Of([1, 2, 3], extraVariance: 0.5);
        Close(Math.Sqrt(4.302653 * 4.302653 / 3 + 1.959964 * 1.959964 * 0.5), interval.HalfWidth(3), 1e-5);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(1.0 / 3)]
    public void Identical_values_have_an_interval_of_no_length(double value)
    {
        MeanInterval interval = MeanInterval.Of([value, value, value, value, value, value, value]);
        Assert.Equal((value, value), (interval.Low, interval.High));
    }

    [Fact]
    public void Fewer_than_two_values_decide_nothing()
    {
        foreach (double[] values in new double[][] { [], [0.5] })
        {
            MeanInterval interval = MeanInterval.Of(values, leastVariance: 1e-4);
            Assert.Equal(Decision.Inconclusive, interval.Decide(0.01));
            Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (interval.Low, interval.High));
            Assert.Null(interval.CountToDecide(0.01));
        }
    }

    [Theory]
    [InlineData(0.05, Decision.Better)]
    [InlineData(-0.05, Decision.Worse)]
    [InlineData(0.0, Decision.Equivalent)]
    [InlineData(0.01, Decision.Inconclusive)]
    [InlineData(-0.009, Decision.Inconclusive)]
    public void Decides_by_where_the_interval_lies(double mean, Decision expected) =>
        Assert.Equal(expected, new MeanInterval(mean, 1e-5, 10).Decide(0.01));

    [Fact]
    public void Count_to_decide_is_the_first_that_would_do()
    {
        foreach ((double mean, double variance, double ratio) in
            new[] { (0.02, 1e-3, 0.0), (0.004, 1e-4, 0.0), (-0.03, 1e-3, 0.05), (0.05, 2e-3, 0.1) })
        {
            MeanInterval interval = new(mean, variance, 5, ratio);
            double distance = Math.Abs(Math.Abs(mean) - 0.01);
            int expected = Enumerable.Range(6, 995).First(count => interval.HalfWidth(count) < distance);
            Assert.Equal(expected, interval.CountToDecide(0.01));
        }
    }

    [Fact]
    public void Hopeless_counts_are_not_said()
    {
        Assert.Null(new MeanInterval(0.01, 1e-4, 5).CountToDecide(0.01));
        Assert.Null(new MeanInterval(0.0101, 1e-2, 5).CountToDecide(0.01));
        Assert.Null(new MeanInterval(0.02, 1e-3, 5, SplitRatio: 0.25).CountToDecide(0.01));
    }

    [Fact]
    public void Covers_the_mean_of_independent_draws_in_95_of_100_cases() =>
        Assert.InRange(Coverage(2000, rng =>
        {
            double[] values = [.. Enumerable.Range(0, 5).Select(_ => 0.02 + 0.01 * rng.NextGaussian())];
            return Covers(MeanInterval.Of(values), 0.02);
        }), 0.93, 0.97);

    [Fact]
    public void Covers_the_mean_of_resplits_only_when_corrected()
    {
        // One finite set of 200 paired losses; each replicate averages 40 of them: the test part of a split.
        bool Resplit(Rng rng, double ratio)
        {
            double[] set = [.. Enumerable.Range(0, 200).Select(_ => 0.3 + rng.NextGaussian())];
            double[] means = [.. Enumerable.Range(0, 10).Select(_ => rng.Permutation(200).Take(40).Average(row => set[row]))];
            return Covers(MeanInterval.Of(means, ratio), 0.3);
        }

        Assert.InRange(Coverage(2000, rng => Resplit(rng, 40.0 / 160)), 0.93, 0.97);
        Assert.InRange(Coverage(2000, rng => Resplit(rng, 0)), 0, 0.85);
    }

    internal static double Coverage(int runs, Func<Rng, bool> covers) =>
        Enumerable.Range(0, runs).Count(run => covers(new Rng(Seeds.From(5, "coverage", run)))) / (double)runs;

    internal static bool Covers(MeanInterval interval, double truth) => interval.Low <= truth && truth <= interval.High;

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, got {actual}");
}
