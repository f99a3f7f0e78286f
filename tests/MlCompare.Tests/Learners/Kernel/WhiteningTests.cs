using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Mahalanobis distances: what a linear map of the features changes, and how far few rows are believed.</summary>
public class WhiteningTests
{
    private const int Rows = 4000;

    [Fact]
    public void DistancesForgetALinearMapOfTheFeaturesButTheirUnit()
    {
        Rng rng = new(2);
        float[] plain = [.. Enumerable.Range(0, Rows * 2).Select(_ => (float)rng.NextGaussian())], mapped = new float[plain.Length];
        for (int i = 0; i < Rows; i++)
        {
            (mapped[2 * i], mapped[2 * i + 1]) = (5 * plain[2 * i], 3 * plain[2 * i] + 0.5f * plain[2 * i + 1]);
        }

        Assert.InRange(Disagreement(plain, mapped, true), 0, 0.05);
        Assert.True(Disagreement(plain, mapped, false) > 0.5);
    }

    [Fact]
    public void FewRowsAreShrunkTowardsPlainDistances()
    {
        const int Width = 20, Few = 15;
        Rng rng = new(6);
        float[] x = [.. Enumerable.Range(0, 2000 * Width).Select(p => (float)rng.NextGaussian() * (p % Width < 10 ? 3 : 1))];
        double Spread(int rows)
        {
            double[] covariance = Whitening.Covariance(x, rows, Width, CancellationToken.None);
            double[] diagonal = [.. Enumerable.Range(0, Width).Select(j => covariance[j * Width + j])];
            return diagonal[..10].Average() / diagonal[10..].Average();
        }

        Assert.InRange(Spread(2000), 7, 11);
        Assert.InRange(Spread(Few), 1, 6);
    }

    [Fact]
    public void NothingThatVariesHasNoMetric() =>
        Assert.Null(Whitening.Fit(new DesignMatrix(5, 2, new float[10], null), [0, 0], 5, CancellationToken.None));

    /// <summary>How far distances of the two are from being proportional: the spread of their ratio relative to its mean.</summary>
    private static double Disagreement(float[] a, float[] b, bool whiten)
    {
        float[] left = Squared(a, whiten), right = Squared(b, whiten);
        double[] ratios = [.. Enumerable.Range(1, 99).Select(j => Math.Sqrt(left[j] / right[j]))];
        double mean = ratios.Average();
        return Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean))) / mean;
    }

    private static float[] Squared(float[] x, bool whiten)
    {
        DesignMatrix design = new(Rows, 2, x, null);
        KernelRows rows = KernelRows.Of(design, [0, 0], whiten ? Whitening.Fit(design, [0, 0], Rows, CancellationToken.None) : null);
        float[] squared = new float[100];
        rows.SquaredDistances(rows, 0, 1, 0, 100, squared, 100);
        return squared;
    }
}
