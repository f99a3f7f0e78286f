using MlCompare.Claims;
using MlCompare.Claims.Networks;

namespace MlCompare.Tests.Ledger;

public class SmallNetTests
{
    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        Rng rng = new(3);
        SmallNet net = new(4, 5, 2, rng, 0.7);
        double[] x = [.. Enumerable.Range(0, 12).Select(_ => rng.NextGaussian())], slopes = [.. Enumerable.Range(0, 6).Select(_ => rng.NextGaussian())];
        double[] gradient = net.Gradient(x, slopes);
        for (int i = 0; i < net.Count; i++)
        {
            const double Step = 1e-6;
            double At(double shift)
            {
                double[] parameters = [.. net.Parameters];
                parameters[i] += shift;
                return net.With(parameters).Predict(x).Zip(slopes, (u, s) => u * s).Sum();
            }

            double expected = (At(Step) - At(-Step)) / (2 * Step);
            Assert.True(Math.Abs(gradient[i] - expected) <= 1e-6 * (1 + Math.Abs(expected)), $"parameter {i}: {gradient[i]} instead of {expected}");
        }
    }

    [Fact]
    public void Rank_correlations_have_their_known_values()
    {
        Assert.Equal(1, RankCorrelation.Kendall([1, 2, 3, 4], [10, 20, 30, 40]));
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 3], [9, 4, 1]));

        // One exchanged pair out of six: τ = 4/6; squared rank differences 2: ρ = 1 − 6·2/(4·15).
        Assert.True(Math.Abs(RankCorrelation.Kendall([1, 2, 3, 4], [1, 2, 4, 3]) - 4 / 6.0) <= 1e-12);
        Assert.True(Math.Abs(RankCorrelation.Spearman([1, 2, 3, 4], [1, 2, 4, 3]) - 0.8) <= 1e-12);
    }
}
