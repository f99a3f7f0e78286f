using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>
/// Points on a circle, whose waves are the eigenfunctions of Σ cos(k·t) / k² in closed form: the error of a target with squared coefficients
/// k^−b falls as rows^−min(b − 1, 2a) with a = 2, in simulation and by the framework alike (Spigler, Geiger and Wyart 2020).
/// </summary>
public class CircleCurveTests
{
    private const int Few = 48, Many = 384, Waves = 1500, Tests = 300, Draws = 16;
    private const double A = 2;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    public void ErrorFallsWithTheExponentOfTheTheory(double b, double expected)
    {
        double simulated = Slope(rows => Math.Log(Enumerable.Range(0, Draws).Average(draw => Simulate(rows, b, draw))));

        // Both waves of a frequency have an eigenvalue of half its weight and share its power.
        int[] frequencies = [.. Enumerable.Range(1, 20_000)];
        KernelModes modes = new(
            [.. frequencies.Select(k => Math.Pow(k, -A) / 2)], [.. frequencies.Select(_ => 2.0)], [.. frequencies.Select(k => k <= Waves ? Math.Pow(k, -b) : 0)], 0);
        double theory = Slope(rows => Math.Log(EigenFramework.Error(modes, 0, rows)));
        double tolerance = 0.1 + 0.1 * expected;
        Assert.True(Math.Abs(simulated - expected) <= tolerance, $"simulated {simulated}, expected {expected}");
        Assert.True(Math.Abs(theory - expected) <= tolerance, $"theory {theory}, expected {expected}");
    }

    private static double Slope(Func<int, double> logError) => (logError(Few) - logError(Many)) / Math.Log((double)Many / Few);

    /// <summary>Mean squared error of interpolation.</summary>
    private static double Simulate(int rows, double b, int draw)
    {
        Rng rng = new(Seeds.From(1, $"circle {rows} {draw}")), task = new(2);
        double[] phases = [.. Enumerable.Range(0, Waves).Select(_ => task.NextDouble(0, 2 * Math.PI))];
        double[] x = [.. Enumerable.Range(0, rows + Tests).Select(_ => rng.NextDouble(0, 2 * Math.PI))];
        double[] y = [.. x.Select(angle => Enumerable.Range(1, Waves).Sum(k => Math.Sqrt(2) * Math.Pow(k, -b / 2) * Math.Cos(k * angle + phases[k - 1])))];
        double[] system = new double[rows * rows], weights = y[..rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                system[i * rows + j] = Kernel(x[i], x[j]) + (i == j ? 1e-12 : 0);
            }
        }

        Assert.Equal(-1, DoubleCholesky.Factor(system, rows));
        DoubleCholesky.Solve(system, rows, weights);
        return Enumerable.Range(rows, Tests).Average(
            at => Math.Pow(Enumerable.Range(0, rows).Sum(i => weights[i] * Kernel(x[i], x[at])) - y[at], 2));
    }

    private static double Kernel(double first, double second)
    {
        double t = Math.Abs(first - second);
        return Math.PI * Math.PI / 6 - Math.PI * t / 2 + t * t / 4;
    }
}
