using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Tests.Theory;

public class NoiseDriftTests
{
    private const int Batch = 4, Steps = 2048;

    /// <summary>A linear network's slopes do not change: the noise's part is a plain sum of what the noise gives each step.</summary>
    private static NoiseDrift Follow(ulong seed, Func<Rng, double[]> noise)
    {
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(3, 3), [new Layer.Dense(1)]), 1);
        Rng rng = new(seed);
        NetworkBatch rows = NetworkBatch.OfNumbers(3, [.. Enumerable.Range(0, 3 * Batch).Select(_ => (float)rng.NextGaussian())]);
        return NoiseDrift.Follow(network, _ => (rows, new double[Batch], noise(rng)), 1e-5, Steps);
    }

    [Fact]
    public void Noise_that_comes_again_drifts()
    {
        NoiseDrift path = Follow(2, _ => [1, -2, 0.5, 1]);
        Assert.Equal([64, 128, 256, 512, 1024, 2048], path.Steps);
        Assert.Equal(1, path.NoiseExponent, 1e-4);
        Assert.Equal(2048 / 64.0, path.Noise[^1] / path.Noise[0], 1e-2);
    }

    [Fact]
    public void New_noise_diffuses()
    {
        double[] found = [.. Enumerable.Range(1, 40).Select(seed => Follow((ulong)seed, rng => [.. Enumerable.Range(0, Batch).Select(_ => rng.NextGaussian())]).NoiseExponent)];
        double mean = found.Average(), error = Math.Sqrt(found.Sum(value => (value - mean) * (value - mean)) / (found.Length - 1) / found.Length);
        Assert.True(Math.Abs(mean - 0.5) <= 4 * error && error < 0.05, $"{mean} ± {error}");
    }

    [Fact]
    public void The_two_parts_add_up_to_the_path()
    {
        // No noise: all of the path is the rest, and it ends where plain descent ends.
        NoiseDrift still = Follow(3, _ => new double[Batch]);
        Assert.All(still.Noise, length => Assert.Equal(0, length));
        Assert.All(still.Rest, length => Assert.True(length > 0));
    }
}
