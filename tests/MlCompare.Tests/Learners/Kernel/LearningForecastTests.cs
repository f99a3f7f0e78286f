using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Learners.Kernel;

public class LearningForecastTests
{
    /// <summary>Eigenvalues i^−a and squared coefficients i^−b without noise and ridge: rows^−min(b − 1, 2a).</summary>
    [Theory]
    [InlineData(1.5, 2, 1)]
    [InlineData(1.5, 3, 2)]
    [InlineData(1.5, 6, 3)]
    [InlineData(1.2, 6, 2.4)]
    public void PowerLawsGiveTheKnownExponent(double a, double b, double expected)
    {
        KernelModes modes = PowerLaws(a, b);
        double slope = -Math.Log(EigenFramework.Error(modes, 0, 8000) / EigenFramework.Error(modes, 0, 2000)) / Math.Log(4);
        Assert.True(Math.Abs(slope - expected) <= 0.1, $"{slope} against {expected}");
    }

    [Fact]
    public void LearnabilitiesAddUpToTheRowsAndNoiseIsAFloor()
    {
        KernelModes modes = PowerLaws(1.5, 3) with { Noise = 0.5 };
        const double Ridge = 0.3, Rows = 700;
        double kappa = EigenFramework.Kappa(modes, Ridge, Rows);
        double sum = Ridge / kappa;
        for (int i = 0; i < modes.Values.Length; i++)
        {
            sum += modes.Counts[i] * modes.Values[i] / (modes.Values[i] + kappa);
        }

        Assert.True(Math.Abs(sum - Rows) <= 1e-6 * Rows, $"{sum}");
        Assert.True(EigenFramework.Error(modes, Ridge, 1e6) >= 0.5);
    }

    /// <summary>Gaussian features with power laws of eigenvalues and coefficients: theory against kernel ridge regression itself.</summary>
    [Theory]
    [InlineData(60, 0.0, 0.0)]
    [InlineData(120, 0.2, 1e-3)]
    [InlineData(120, 0.2, 0.3)]
    public void TheoryAgreesWithRegression(int rows, double noise, double ridge)
    {
        const int Modes = 500, Tests = 100, Draws = 6;
        double[] values = [.. Enumerable.Range(1, Modes).Select(i => Math.Pow(i, -1.5))], masses = [.. Enumerable.Range(1, Modes).Select(i => Math.Pow(i, -2.0))];
        Rng rng = new(1);
        double missed = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double[][] features = [.. Enumerable.Range(0, rows + Tests).Select(_ => Enumerable.Range(0, Modes).Select(_ => rng.NextGaussian()).ToArray())];
            double Kernel(int i, int j) => features[i].Zip(features[j], (x, z) => x * z).Zip(values, (product, value) => product * value).Sum();
            double Target(int i) => features[i].Zip(masses, (x, mass) => x * Math.Sqrt(mass)).Sum();
            double[] system = new double[rows * rows], weights = [.. Enumerable.Range(0, rows).Select(i => Target(i) + Math.Sqrt(noise) * rng.NextGaussian())];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    system[i * rows + j] = Kernel(i, j) + (i == j ? ridge : 0);
                }
            }

            Assert.Equal(-1, DoubleCholesky.Factor(system, rows));
            DoubleCholesky.Solve(system, rows, weights);
            missed += Enumerable.Range(rows, Tests).Average(
                at => Math.Pow(Enumerable.Range(0, rows).Sum(i => weights[i] * Kernel(i, at)) - Target(at), 2)) / Draws;
        }

        KernelModes modes = new(values, [.. values.Select(_ => 1.0)], masses, noise);
        double expected = EigenFramework.Error(modes, ridge, rows) - noise;
        Assert.True(Math.Abs(missed / expected - 1) <= 0.15, $"{missed} against {expected}");
    }

    /// <summary>Forecast of 2,400 rows from 600, against what is measured there; the last value is half as much again.</summary>
    [Fact]
    public void ForecastOfASmoothTargetComesTrueWhereTheLastValueDoesNot()
    {
        const int Few = 600, Many = 2400, Test = 1000, Width = 3;
        Rng rng = new(5);
        float[][] x = [.. Enumerable.Range(0, Width).Select(_ => Enumerable.Range(0, Many + Test).Select(_ => (float)rng.NextGaussian()).ToArray())];
        double[] y = [.. Enumerable.Range(0, Many + Test).Select(i => Math.Sin(2 * x[0][i]) + Math.Sin(2 * x[1][i] + x[2][i]) + 0.1 * rng.NextGaussian())];
        FeatureTable all = new(Modality.Tabular, x.Select((column, j) => new NumericColumn($"x{j}", column)));
        KernelLearner learner = new(new KernelOptions(KernelShape.Laplace, Bandwidth: 2, Ridge: 0.01, Forecast: true));
        IPredictor Fit(int rows) => learner.Fit(new MlCompare.Studies.TrainingSet(all.Head(rows), Labels.OfValues(y[..rows])), new FitContext(1));
        double Measured(int rows) => Math.Sqrt(
            Fit(rows).Predict(all.Select([.. Enumerable.Range(Many, Test)])).Values.Zip(y[Many..], (p, t) => (p - t) * (p - t)).Average());
        IReadOnlyList<ForecastPoint> forecast = Fit(Few).Forecast!;
        Assert.Equal([1200, 2400, 4800], forecast.Select(point => point.Rows));
        double realised = Measured(Many), last = Measured(Few);
        Assert.True(last / realised >= 1.25, $"{last} and {realised}");
        Assert.True(Math.Abs(Math.Log(forecast[1].Value / realised)) <= 0.12, $"{forecast[1].Value} against {realised}");
    }

    [Fact]
    public void FewRowsAndModelsNotAskedForecastNothing()
    {
        MlCompare.Testing.Problem problem = MlCompare.Testing.Problems.Regression(300);
        Assert.Null(new KernelLearner().Fit(problem.Train, new FitContext(1)).Forecast);
        KernelRows rows = KernelRows.Of(new DesignMatrix(40, 1, [.. Enumerable.Range(0, 40).Select(i => (float)i)], null), [0]);
        KernelSystem system = new(40, 1, CancellationToken.None);
        system.Fill(rows, 40, KernelShape.Laplace, 3);
        KernelTargets targets = new(Labels.OfValues([.. Enumerable.Range(0, 40).Select(i => (double)i)]));
        Assert.Null(LearningForecast.Of(system, targets, 0.1, CancellationToken.None));
    }

    private static KernelModes PowerLaws(double a, double b)
    {
        // Single modes, then bins that reach a hundredth further each, to ten million.
        List<(double Value, double Count, double Mass)> bins = [.. Enumerable.Range(1, 2000).Select(i => (Math.Pow(i, -a), 1.0, Math.Pow(i, -b)))];
        for (double from = 2000.5; from < 1e7; from *= 1.01)
        {
            double count = 0.01 * from, middle = from * Math.Sqrt(1.01);
            bins.Add((Math.Pow(middle, -a), count, count * Math.Pow(middle, -b)));
        }

        return new KernelModes([.. bins.Select(bin => bin.Value)], [.. bins.Select(bin => bin.Count)], [.. bins.Select(bin => bin.Mass)], 0);
    }
}
