using MlCompare.Claims;
using MlCompare.Claims.Networks;

namespace MlCompare.Tests.Ledger;

public class SmallNetTests
{
    [Theory]
    [InlineData("Tanh")]
    [InlineData("Relu")]
    [InlineData("Square")]
    public void Gradient_is_that_of_finite_differences(string activation)
    {
        Rng rng = new(3);
        SmallNet net = new(4, 5, 2, Enum.Parse<Activation>(activation), rng, 0.7);
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
    public void Squares_of_slopes_are_those_of_the_Jacobian()
    {
        Rng rng = new(4);
        SmallNet net = new(3, 6, 1, Activation.Tanh, rng);
        double[] x = [.. Enumerable.Range(0, 15).Select(_ => rng.NextGaussian())];
        foreach ((double found, double[] slopes) in net.SlopeSquares(x).Zip(net.Jacobian(x)))
        {
            double expected = slopes.Sum(v => v * v);
            Assert.True(Math.Abs(found - expected) <= 1e-12 * expected, $"{found} instead of {expected}");
        }
    }

    /// <summary>
    /// The share of a pure-noise coordinate that the gate lets pass: P(|Z| > √(α (1 + β₁)/(1 − β₁))), 0.168 at α = 0.1 and β₁ = 0.9, by the
    /// movement of a parameter on Gaussian gradients; and all of it at a tiny α.
    /// </summary>
    [Fact]
    public void The_gate_closes_on_noise()
    {
        Rng rng = new(5);
        const int Coordinates = 400, Steps = 300;
        Adam gated = new(Coordinates, 1) { Gate = 0.1 }, open = new(Coordinates, 1) { Gate = 1e-9 };
        double[] a = new double[Coordinates], b = new double[Coordinates];
        int moved = 0, movedOpen = 0;
        for (int step = 0; step < Steps; step++)
        {
            double[] gradient = [.. Enumerable.Range(0, Coordinates).Select(_ => rng.NextGaussian())], before = [.. a], beforeOpen = [.. b];
            gated.Step(a, gradient);
            open.Step(b, gradient);
            if (step >= 200)
            {
                moved += a.Zip(before).Count(pair => pair.First != pair.Second);
                movedOpen += b.Zip(beforeOpen).Count(pair => pair.First != pair.Second);
            }
        }

        Assert.InRange(moved / (100.0 * Coordinates), 0.14, 0.20);
        Assert.InRange(movedOpen / (100.0 * Coordinates), 0.99, 1);
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
