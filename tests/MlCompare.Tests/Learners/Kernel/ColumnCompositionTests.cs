using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Kernels put together from one a column, against the formula in double, and what they are for.</summary>
public class ColumnCompositionTests
{
    private const int Rows = 40, Width = 5, Terms = 3;

    // A number, a category of three levels, a number; texts beside them.
    private static readonly int[] Widths = [1, 3, 1];

    [Theory]
    [InlineData(KernelShape.Laplace, 0)]
    [InlineData(KernelShape.Gaussian, 1.5)]
    [InlineData(KernelShape.Matern32, 3)]
    [InlineData(KernelShape.Laplace, 1e6)]
    public void ValuesMatchTheFormula(KernelShape shape, double interaction)
    {
        (float[] x, SparseRows sparse) = Sample();
        KernelRows rows = Encode(x, sparse);
        float[] values = new float[Rows * Rows], part = new float[2 * 9];
        rows.Values(rows, 0, Rows, 0, Rows, new KernelForm(shape, 0, interaction), 1.7, values, Rows);
        rows.Values(rows, 4, 2, 11, 20, new KernelForm(shape, 0, interaction), 1.7, part, 9);
        for (int p = 0; p < values.Length; p++)
        {
            double expected = Expected(shape, interaction, x, sparse, p / Rows, p % Rows);
            Assert.True(Math.Abs(values[p] - expected) <= 3e-6, $"{p}: {values[p]} against {expected}");
        }

        for (int p = 0; p < part.Length; p++)
        {
            Assert.Equal(values[(4 + p / 9) * Rows + 11 + p % 9], part[p]);
        }

        Assert.InRange(SymmetricEigen.Decompose([.. values.Select(value => (double)value)], Rows).Values.Min(), -1e-4, 1);
    }

    [Fact]
    public void TheProductOfGaussiansIsTheGaussianOfAllColumns()
    {
        (float[] x, SparseRows sparse) = Sample();
        KernelRows rows = Encode(x, sparse);
        float[] whole = new float[Rows * Rows], product = new float[Rows * Rows];
        rows.Values(rows, 0, Rows, 0, Rows, KernelShape.Gaussian, 2, whole, Rows);
        rows.Values(rows, 0, Rows, 0, Rows, new KernelForm(KernelShape.Gaussian, 0, 4), 2, product, Rows);
        Assert.All(whole.Zip(product), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 3e-6, $"{pair}"));
    }

    [Fact]
    public void AnAdditiveTargetAmongUselessColumnsIsLearnedBetterColumnByColumn()
    {
        (TrainingSet train, FeatureTable test, double[] truth) = Additive();
        double plain = Error(new KernelLearner(), train, test, truth), columns = Error(new AnovaKernelLearner(new AnovaKernelOptions(KernelShape.Gaussian)), train, test, truth);
        Assert.True(columns < plain / 2, $"{columns} against {plain}");
        double product = Error(new AnovaKernelLearner(new AnovaKernelOptions(KernelShape.Gaussian, Interaction: 1e6)), train, test, truth);
        Assert.True(columns < product / 2, $"{columns} against {product} of the product alone");
    }

    private static double Error(ILearner learner, TrainingSet train, FeatureTable test, double[] truth) =>
        learner.Fit(train, new FitContext(1)).Predict(test).Values.Zip(truth, (a, b) => (a - b) * (a - b)).Average();

    private static (TrainingSet Train, FeatureTable Test, double[] Truth) Additive()
    {
        const int Columns = 12, Train = 250, All = 650;
        Rng rng = new(4);
        float[][] x = [.. Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, All).Select(_ => (float)rng.NextDouble()).ToArray())];
        double[] truth = [.. Enumerable.Range(0, All).Select(i => Math.Sin(6 * x[0][i]) + 3 * Math.Abs(x[1][i] - 0.5) + Math.Cos(9 * x[2][i]))];
        FeatureTable table = new(Modality.Tabular, [.. x.Select((column, j) => new NumericColumn($"x{j}", column))]);
        Labels labels = Labels.OfValues([.. truth.Select(value => value + 0.1 * rng.NextGaussian())]);
        int[] first = [.. Enumerable.Range(0, Train)], rest = [.. Enumerable.Range(Train, All - Train)];
        return (new TrainingSet(table.Select(first), labels.Select(first)), table.Select(rest), truth[Train..]);
    }

    private static (float[] Dense, SparseRows Sparse) Sample()
    {
        Rng rng = new(8);
        float[] x = [.. Enumerable.Range(0, Rows * Width).Select(_ => (float)rng.NextGaussian())];
        SparseRows sparse = new(
            Terms, [.. Enumerable.Range(0, Rows + 1)], [.. Enumerable.Range(0, Rows).Select(i => i % Terms)], [.. Enumerable.Range(0, Rows).Select(_ => 0.8f)]);
        return (x, sparse);
    }

    private static KernelRows Encode(float[] x, SparseRows sparse) =>
        KernelRows.Of(new DesignMatrix(Rows, Width, x, sparse) { DenseWidths = Widths }, new float[Width]);

    private static double Expected(KernelShape shape, double interaction, float[] x, SparseRows sparse, int i, int j)
    {
        List<double> squared = [];
        for (int column = 0, at = 0; column < Widths.Length; at += Widths[column++])
        {
            squared.Add(Enumerable.Range(at, Widths[column]).Sum(c => Math.Pow((double)x[i * Width + c] - x[j * Width + c], 2)));
        }

        squared.Add(sparse.Columns(i)[0] == sparse.Columns(j)[0] ? 0 : 2 * 0.8 * 0.8);
        int p = squared.Count;
        double act = Math.Min(interaction, p), bandwidth = 1.7 * Math.Sqrt(Math.Max(1, act) / p), w = act / p;
        double[] values = [.. squared.Select(value => Value(shape, Math.Sqrt(value) / bandwidth))];
        return interaction == 0
            ? values.Average()
            : (values.Aggregate(1.0, (product, k) => product * (1 + w * (k - 1))) - Math.Pow(1 - w, p)) / (1 - Math.Pow(1 - w, p));
    }

    private static double Value(KernelShape shape, double r) => shape switch
    {
        KernelShape.Laplace => Math.Exp(-r),
        KernelShape.Gaussian => Math.Exp(-r * r / 2),
        _ => (1 + Math.Sqrt(3) * r) * Math.Exp(-Math.Sqrt(3) * r),
    };
}
