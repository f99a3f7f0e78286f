using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

public class FeatureMachineTests
{
    [Fact]
    public void FindsTheTwoFeaturesAmongTwelveAndBeatsThePlainKernel()
    {
        (TrainingSet train, FeatureTable test, double[] truth) = Sample(400, (x, y) => Math.Sin(2 * x) * y);
        KernelPredictor machine = (KernelPredictor)new FeatureMachineLearner().Fit(train, new FitContext(1));
        double[] weights = machine.Metric!.Weights;
        Assert.Equal(["x0", "x1"], machine.FeatureNames.Zip(weights).OrderByDescending(pair => pair.Second).Take(2).Select(pair => pair.First).Order());
        Assert.True(weights.Order().SkipLast(2).Last() <= 0.3 * weights.Max(), string.Join(' ', weights));
        IPredictor plain = new KernelLearner(new KernelOptions(KernelShape.Laplace)).Fit(train, new FitContext(1));
        Assert.True(Error(machine, test, truth) <= 0.5 * Error(plain, test, truth), $"{Error(machine, test, truth)} against {Error(plain, test, truth)}");
    }

    [Fact]
    public void AFullMatrixFindsADirectionThatNoFeatureShows()
    {
        (TrainingSet train, FeatureTable test, double[] truth) = Sample(400, (x, y) => Math.Sin(2 * (x + y)));
        double full = Error(new FeatureMachineLearner(new FeatureMachineOptions(MetricKind.Full)).Fit(train, new FitContext(1)), test, truth);
        double diagonal = Error(new FeatureMachineLearner(new FeatureMachineOptions(MetricKind.Diagonal)).Fit(train, new FitContext(1)), test, truth);
        Assert.True(full <= 0.7 * diagonal, $"{full} against {diagonal}");
    }

    [Theory]
    [InlineData(MetricKind.Diagonal, KernelShape.Laplace, false)]
    [InlineData(MetricKind.Full, KernelShape.Laplace, false)]
    [InlineData(MetricKind.Full, KernelShape.Gaussian, true)]
    [InlineData(MetricKind.Diagonal, KernelShape.Gaussian, true)]
    public void GradientProductsMatchFiniteDifferences(MetricKind kind, KernelShape shape, bool centred)
    {
        const int Rows = 130, Width = 3, Columns = 2;
        const double Bandwidth = 2, Step = 1e-4;
        Rng rng = new(1);
        float[] x = [.. Enumerable.Range(0, Rows * Width).Select(_ => (float)rng.NextGaussian())];
        float[] weights = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)rng.NextGaussian())];
        KernelRows rows = KernelRows.Of(new DesignMatrix(Rows, Width, x, null), new float[Width]);
        double[] mean = GradientProducts.Mean(rows, weights, Columns, shape, Bandwidth, kind, centred, 1, CancellationToken.None), expected = new double[mean.Length];
        for (int c = 0; c < Columns; c++)
        {
            double[][] gradients = new double[Rows][];
            for (int i = 0; i < Rows; i++)
            {
                // Without the row's own bump, which has no gradient at its top.
                double Value(int feature, double by) => Enumerable.Range(0, Rows).Where(j => j != i).Sum(j =>
                {
                    double squared = Enumerable.Range(0, Width).Sum(p => Math.Pow(x[i * Width + p] + (p == feature ? by : 0) - x[j * Width + p], 2));
                    return weights[j * Columns + c] * Math.Exp(shape == KernelShape.Laplace ? -Math.Sqrt(squared) / Bandwidth : -squared / (2 * Bandwidth * Bandwidth));
                });
                gradients[i] = [.. Enumerable.Range(0, Width).Select(p => (Value(p, Step) - Value(p, -Step)) / (2 * Step))];
            }

            double[] means = [.. Enumerable.Range(0, Width).Select(p => centred ? gradients.Average(gradient => gradient[p]) : 0)];
            foreach (double[] gradient in gradients)
            {
                double Part(int p) => gradient[p] - means[p];
                for (int a = 0; a < expected.Length; a++)
                {
                    expected[a] += (kind == MetricKind.Full ? Part(a / Width) * Part(a % Width) : Part(a) * Part(a)) / Rows;
                }
            }
        }

        for (int a = 0; a < expected.Length; a++)
        {
            Assert.True(Math.Abs(expected[a] - mean[a]) <= 2e-3 * expected.Max(), $"{a}: {mean[a]} against {expected[a]}");
        }
    }

    [Fact]
    public void TheRootOfAMetricGivesItsDistance()
    {
        double[] matrix = [2, 0.5, 0, 0.5, 1, 0.25, 0, 0.25, 0.5];
        FeatureMetric metric = FeatureMetric.Of([.. matrix], 3, 1, CancellationToken.None)!;
        double scale = metric.Matrix[0] / matrix[0];
        for (int p = 0; p < matrix.Length; p++)
        {
            Assert.True(Math.Abs(metric.Matrix[p] - scale * matrix[p]) <= 1e-5);
        }

        float[] turned = metric.Apply([1, -1, 2]);
        double squared = turned.Sum(value => (double)value * value), expected = scale * (2 + 1 + 4 * 0.5 - 2 * 0.5 - 4 * 0.25);
        Assert.True(Math.Abs(squared - expected) <= 1e-5, $"{squared} against {expected}");
        Assert.Null(FeatureMetric.Of(new double[9], 3, 1, CancellationToken.None));
        Assert.Null(FeatureMetric.Of([double.NaN, 1], 2, 1, CancellationToken.None));
    }

    /// <summary>Twelve normal columns, a target of the first two with a little noise; 300 test rows without.</summary>
    private static (TrainingSet Train, FeatureTable Test, double[] Truth) Sample(int rows, Func<double, double, double> target)
    {
        const int Columns = 12, Test = 300;
        Rng rng = new(3);
        float[][] x = [.. Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, rows + Test).Select(_ => (float)rng.NextGaussian()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows + Test).Select(i => target(x[0][i], x[1][i]) + (i < rows ? 0.05 * rng.NextGaussian() : 0))];
        FeatureTable all = new(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values)));
        return (new TrainingSet(all.Head(rows), Labels.OfValues(y[..rows])), all.Select([.. Enumerable.Range(rows, Test)]), y[rows..]);
    }

    private static double Error(IPredictor model, FeatureTable test, double[] truth) =>
        model.Predict(test).Values.Zip(truth, (p, y) => (p - y) * (p - y)).Average();
}
