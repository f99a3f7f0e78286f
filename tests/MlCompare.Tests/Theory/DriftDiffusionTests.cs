using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Tests.Theory;

public class DriftDiffusionTests
{
    [Fact]
    public void Halves_are_unbiased_for_signal_and_noise()
    {
        Rng rng = new(2);
        const int half = 4, width = 6, draws = 4000;
        double[] Mean() => [.. Enumerable.Range(0, width).Select(_ => 0.3 + Enumerable.Range(0, half).Average(_ => rng.NextGaussian()))];
        (double Signal, double Spread, double[] Mean)[] found = [.. Enumerable.Range(0, draws).Select(_ => DriftDiffusion.Halves(Mean(), Mean()))];
        Assert.Equal(width * 0.09, found.Average(one => one.Signal), 0.05);
        // tr Σ / b with unit variances.
        Assert.Equal(width / (2.0 * half), found.Average(one => one.Spread), 0.02);
    }

    [Fact]
    public void A_constant_slope_drifts_in_proportion_and_diffuses_as_the_root()
    {
        // A linear function whose targets are far away: for some steps the gradient hardly changes.
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(2, 2), [new Layer.Dense(1)]), 1);
        Rng rng = new(3);
        NetworkBatch rows = NetworkBatch.OfNumbers(2, [.. Enumerable.Range(0, 80).Select(_ => (float)rng.NextGaussian())]);
        double[] targets = [.. Enumerable.Range(0, 40).Select(row => 50 * rows.Numbers[2 * row] + 20 * rng.NextGaussian())];
        DriftDiffusion path = DriftDiffusion.Follow(network, rows, targets, 1e-4, 8, 200, 5);
        Assert.InRange(path.DriftExponent, 0.97, 1.01);
        Assert.InRange(path.DiffusionExponent, 0.45, 0.55);
        Assert.True(path.Signal.Average() > 0);
        Assert.Throws<ArgumentException>(() => DriftDiffusion.Follow(network, rows, targets, 1e-4, 7, 1, 5));
    }
}
