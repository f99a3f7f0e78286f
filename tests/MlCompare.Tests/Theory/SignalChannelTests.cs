using MathNet.Numerics.LinearAlgebra;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Tests.Theory;

public class SignalChannelTests
{
    private const int Rows = 24, TestRows = 40, Width = 3;

    /// <summary>A target along the first column, plus noise.</summary>
    private static (NetworkFunction Network, NetworkBatch Train, double[] Clean, double[] Noise, NetworkBatch Test) Problem(ulong seed, int units = 12)
    {
        Rng rng = new(seed);
        NetworkSpec spec = new(new NetworkInput.Columns(Width, Width), [new Layer.Dense(units), new Layer.Activate(Activation.Tanh), new Layer.Dense(1)]);
        float[] train = [.. Enumerable.Range(0, Rows * Width).Select(_ => (float)rng.NextGaussian())];
        float[] test = [.. Enumerable.Range(0, TestRows * Width).Select(_ => (float)rng.NextGaussian())];
        double[] clean = [.. Enumerable.Range(0, Rows).Select(row => Math.Sin(train[row * Width]))];
        double[] noise = [.. clean.Select(_ => 0.7 * rng.NextGaussian())];
        return (NetworkFunction.Create(spec, seed), NetworkBatch.OfNumbers(Width, train), clean, noise, NetworkBatch.OfNumbers(Width, test));
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static SignalChannel Follow(ulong seed, PathPlan plan)
    {
        var (network, train, clean, noise, test) = Problem(seed);
        return SignalChannel.Follow(network, train, Sum(clean, noise), test, plan);
    }

    public static TheoryData<ulong, int> Paths() => new() { { 1, 0 }, { 2, 0 }, { 3, 8 } };

    [Theory]
    [MemberData(nameof(Paths))]
    public void Identities_hold_on_the_realised_path(ulong seed, int batch)
    {
        var (network, train, clean, noise, test) = Problem(seed);
        SignalChannel path = SignalChannel.Follow(network, train, Sum(clean, noise), test, new PathPlan(0.008, 300, batch));
        ChannelErrors errors = path.Errors(Sum(clean, noise));
        // A network is curved within a step, and in proportion to it.
        Assert.True(errors.Energy <= 1e-3 && errors.Train <= 1e-3 && errors.Test <= 2e-3 && errors.Coupling <= 1e-2, $"{errors}");
        // Those of other targets are not its identities.
        Assert.False(path.Errors(clean).Energy <= 1e-2);
        // D = n(I − P) knows the noise: absorbed is between 0 and about 1.
        Assert.InRange(path.Fate(noise).Absorbed, 0.01, 1.2);
    }

    [Fact]
    public void Smaller_steps_meet_the_identities_to_two_in_ten_thousand()
    {
        var (network, train, clean, noise, test) = Problem(1);
        SignalChannel path = SignalChannel.Follow(network, train, Sum(clean, noise), test, new PathPlan(0.001, 400));
        ChannelErrors errors = path.Errors(Sum(clean, noise));
        Assert.True(errors.Energy <= 2e-4 && errors.Train <= 2e-4 && errors.Test <= 2e-4, $"{errors}");
    }

    [Fact]
    public void The_reservoir_is_invisible_within_its_bound()
    {
        SignalChannel path = Follow(1, new PathPlan(0.02, 300));
        double bound = path.TestSensitivity / (1 - path.Curvature / 2);
        foreach (Vector<double> direction in path.Directions.EnumerateColumns())
        {
            double seen = (path.Transfer * direction).L2Norm(), dissipated = direction.DotProduct(path.Dissipation * direction);
            Assert.True(seen * seen <= bound * Math.Max(0, dissipated) + 1e-8, $"{seen * seen} above {bound * dissipated}");
        }

        Assert.Equal(path.Spectrum, path.Spectrum.OrderDescending());
        IReadOnlyList<bool> hidden = path.IsReservoir();
        Assert.Contains(true, hidden);
        Assert.Contains(false, hidden);
    }

    [Fact]
    public void Beyond_the_edge_of_stability_the_operators_explode()
    {
        double edge = 2.0 * Rows / Follow(1, new PathPlan(0.01, 1)).FirstKernel.FrobeniusNorm();
        SignalChannel path = Follow(1, new PathPlan(2 * edge, 600, MostCurvature: double.PositiveInfinity));
        Assert.True(path.Curvature > 2, $"{path.Curvature}");
        Assert.True(path.TrainOutputs[^1].L2Norm() < 100, $"training itself goes on: {path.TrainOutputs[^1].L2Norm()}");
        var (_, _, clean, noise, _) = Problem(1);
        Assert.False(path.Errors(Sum(clean, noise)).Energy <= 100, $"{path.Errors(Sum(clean, noise))}");
        // The guard shortens such steps.
        Assert.True(Follow(1, new PathPlan(2.0, 20)).Curvature <= 0.5 + 1e-12);
    }

    [Fact]
    public void What_is_fitted_leaves_the_reservoir()
    {
        var (_, _, clean, noise, _) = Problem(2);
        SignalChannel early = Follow(2, new PathPlan(0.3, 20)), late = Follow(2, new PathPlan(0.3, 800));
        ChannelFate soon = early.Fate(noise), then = late.Fate(noise);
        Assert.True(then.Absorbed > soon.Absorbed + 0.1 && then.ReservoirShare < soon.ReservoirShare, $"{soon} {then}");
        // Signal stands before noise, and the shares fitted say so too.
        double[] signal = [.. clean.Zip(early.TrainOutputs[0], (y, u) => y - u)];
        Assert.True(late.SignalBeforeNoise(signal, noise).Path > 0.6, $"{late.SignalBeforeNoise(signal, noise)}");
        Assert.True(late.FittedShare(signal)[50] > late.FittedShare(noise)[50] + 0.1);
        Assert.Equal(0.5, late.SignalBeforeNoise(noise, noise).Path, 12);
        NonCircularity test = late.NonCircularity();
        Assert.True(test.HeldOut > 0.5, $"{test}");
        Assert.InRange(test.Random, -0.5, 0.9);
    }

    [Fact]
    public void Growth_exponents_are_recovered()
    {
        SignalChannel path = Follow(1, new PathPlan(0.01, 30));
        Assert.Equal(0.5, path.GrowthExponent([.. path.Times.Select(Math.Sqrt)], 10), 9);
        Assert.Equal(1, path.GrowthExponent([.. path.Times.Select(time => 0.3 * time)], 10), 9);
    }
}
