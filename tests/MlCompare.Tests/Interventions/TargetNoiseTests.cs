using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions;

public class TargetNoiseTests
{
    private const int Rows = 20000;

    private static readonly Block Block = BlocksForTests.Numbers(Rows);

    /// <summary>The targets are 3 + 2x with a little noise: standard deviation 2.0 (measured on 400 test rows: within a tenth).</summary>
    private static readonly double Spread = Math.Sqrt(Block.TestLabels.Values.Average(v => Math.Pow(v - Block.TestLabels.Values.Average(), 2)));

    [Fact]
    public void Gaussian_noise_has_the_levels_share_of_the_spread()
    {
        Assert.InRange(Spread, 1.8, 2.2);
        double[] noise = Noise(new GaussianTargetNoise(), 0.4);
        Close(0, noise.Average() / Spread, 0.012);
        Close(0.4, Math.Sqrt(noise.Average(value => value * value)) / Spread, 0.01);
    }

    [Fact]
    public void Gaussian_noise_scales_with_the_level_row_by_row()
    {
        double[] low = Noise(new GaussianTargetNoise(), 0.1), high = Noise(new GaussianTargetNoise(), 0.4);
        Assert.All(Enumerable.Range(0, 100), row => Close(4 * low[row], high[row], 1e-9));
    }

    [Fact]
    public void Heteroscedastic_noise_grows_with_distance_and_keeps_the_mean_variance()
    {
        double[] noise = Noise(new HeteroscedasticTargetNoise(), 0.4);
        Close(0.4, Math.Sqrt(noise.Average(value => value * value)) / Spread, 0.03);
        float[] x = ((MlCompare.Data.NumericColumn)Block.Train.Features.Columns[0]).Values;
        double Deviation(double from, double to) => Math.Sqrt(
            Enumerable.Range(0, Rows).Where(row => Math.Abs(x[row]) >= from && Math.Abs(x[row]) < to).Average(row => noise[row] * noise[row]));
        // σ(x) ∝ 1 + |x|: 2.5 against 1.1.
        Close(2.5 / 1.1, Deviation(1.4, 1.6) / Deviation(0.05, 0.15), 0.3);
    }

    [Fact]
    public void Outliers_lie_ten_median_deviations_away_on_both_sides()
    {
        double[] noise = Noise(new OutlierTargetNoise(), 0.1);
        double[] hits = [.. noise.Where(value => value != 0)];
        Close(0.1, hits.Length / (double)Rows, 0.009);
        Close(0.5, hits.Average(value => value > 0 ? 1.0 : 0), 0.05);
        // Median absolute deviation of a normal: 0.6745 standard deviations.
        Assert.All(hits, value => Close(6.745 * Spread, Math.Abs(value), 0.1 * 6.745 * Spread));
    }

    [Fact]
    public void Shuffled_targets_are_a_permutation()
    {
        double[] given = new ShuffledTargetNoise().Apply(Block, 0.3, new Rng(3)).Train.Labels.Values;
        Assert.Equal(Block.TrainTrue.Values.Order(), given.Order());
        Close(0.3, Enumerable.Range(0, Rows).Average(row => given[row] != Block.TrainTrue.Values[row] ? 1.0 : 0), 0.019);
        double[] all = new ShuffledTargetNoise().Apply(Block, 1, new Rng(3)).Train.Labels.Values;
        double mean = all.Average();
        double correlation = Enumerable.Range(0, Rows).Average(row => (all[row] - mean) * (Block.TrainTrue.Values[row] - mean)) / (Spread * Spread);
        Close(0, correlation, 0.03);
    }

    private static double[] Noise(IIntervention intervention, double level)
    {
        double[] given = intervention.Apply(Block, level, new Rng(3)).Train.Labels.Values;
        return [.. given.Select((value, row) => value - Block.TrainTrue.Values[row])];
    }

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, got {actual}");
}
