using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

public sealed class LabelExchangeTests
{
    private static readonly int[] Sizes = [250, 500, 1000, 2000, 4000];

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(3.5)]
    public void Finds_the_planted_rate(double gamma)
    {
        LabelExchange exchange = Assert.Single(Of(gamma, 0));
        Assert.True(exchange.Low <= gamma && gamma <= exchange.High && exchange.High - exchange.Low <= 2, $"{exchange}");
        Assert.True(Math.Abs(exchange.Times(0.1, 2) - 1 / 0.64) <= 1e-12);
    }

    [Fact]
    public void Intervals_cover_the_planted_rate()
    {
        int covered = Enumerable.Range(0, 100).Count(run => Of(2.5, run) is [var one] && one.Low <= 2.5 && 2.5 <= one.High);
        // Real curves wander more than these, for which the intervals leave room.
        Assert.InRange(covered, 85, 100);
    }

    [Fact]
    public void One_noisy_size_is_enough_and_one_clean_size_is_not()
    {
        Assert.Single(Of(2, 0, noisy: rows => rows == 4000));
        Assert.Empty(Of(2, 0, clean: rows => rows == 4000));
    }

    [Fact]
    public void Noise_that_is_no_loss_of_rows_has_no_rate()
    {
        // Eight times the error at every size: no number of clean rows has that.
        Assert.Empty(Of(0, 0, factor: noise => noise > 0 ? 8 : 1));
    }

    private static IReadOnlyList<LabelExchange> Of(
        double gamma, int run, Func<int, bool>? noisy = null, Func<int, bool>? clean = null, Func<double, double>? factor = null)
    {
        ResultsForTests results = new ResultsForTests().Learner("a").Dataset("d");
        Rng rng = new(Seeds.From(22, run));
        foreach (double noise in new[] { 0, 0.1, 0.2 })
        {
            foreach (int rows in Sizes.Where(rows => (noise > 0 ? noisy : clean)?.Invoke(rows) ?? true))
            {
                double truth = (0.05 + 2 * Math.Pow(rows * Math.Pow(1 - 2 * noise, gamma), -0.5)) * (factor?.Invoke(noise) ?? 1);
                results.Add("d", "a", rows, noise, "error", [.. Enumerable.Range(0, 5).Select(_ => truth * (1 + 0.02 * rng.NextGaussian()))]);
            }
        }

        return LabelExchange.Of(results.Build());
    }
}
