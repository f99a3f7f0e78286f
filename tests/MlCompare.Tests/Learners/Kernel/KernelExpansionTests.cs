using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Sums of kernel values in double, block by block, against sums written for reading.</summary>
public class KernelExpansionTests
{
    // More than a batch, and more than two parts, the last of either short.
    private const int Rows = 523, Width = 7, Columns = 3;

    private static readonly int[] Widths = [1, 4, 2];

    public static TheoryData<KernelShape, int, double> Forms() => new()
    {
        { KernelShape.Laplace, 0, double.NaN }, { KernelShape.Gaussian, 0, double.NaN }, { KernelShape.Matern32, 0, double.NaN },
        { KernelShape.Matern52, 0, double.NaN }, { KernelShape.Polynomial, 3, double.NaN }, { KernelShape.Nngp, 2, double.NaN },
        { KernelShape.Ntk, 3, double.NaN }, { KernelShape.Laplace, 0, 0 }, { KernelShape.Gaussian, 0, 1.5 }, { KernelShape.Matern52, 0, 9 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void SumsMatchThoseWrittenForReading(KernelShape shape, int order, double interaction)
    {
        KernelForm form = new(shape, order, double.IsNaN(interaction) ? null : interaction);
        DesignMatrix training = Sample(Rows, 1), queries = Sample(300, 2);
        float[] weights = Weights(), centre = [0.5f, 0, 0, -1, 0, 0.1f, 0];
        KernelRows rows = KernelRows.Of(training, centre);
        KernelExpansion expansion = new(rows, weights, Columns, form, 1.3);
        double[] sums = expansion.At(queries, centre, null);
        DoubleKernel kernel = new(form, 1.3, Widths);
        for (int i = 0; i < queries.Count; i++)
        {
            double[] row = [.. queries.DenseRow(i).ToArray().Zip(centre, (value, less) => (double)(value - less))], expected = new double[Columns];
            for (int r = 0; r < Rows; r++)
            {
                double value = kernel.Value(row, rows.Dense.Slice(r * Width, Width));
                for (int k = 0; k < Columns; k++)
                {
                    expected[k] += value * weights[r * Columns + k];
                }
            }

            // Weights of 1e4 over 523 rows; in single precision, from the same numbers, sums are off by 1 and more.
            Assert.All(expected.Select((value, k) => Math.Abs(value - sums[i * Columns + k])), gap => Assert.True(gap <= 1e-7, $"{i}: {gap}"));
        }

        // A row alone gives what it gives among others.
        Assert.Equal(sums[(257 * Columns)..(258 * Columns)], expansion.At(queries.Select([257]), centre, null));
    }

    [Fact]
    public void ARowThatIsATrainingRowIsAtDistanceZero()
    {
        DesignMatrix training = Sample(40, 3);
        float[] weights = new float[40], centre = new float[Width];
        weights[17] = 1;
        KernelExpansion expansion = new(KernelRows.Of(training, centre), weights, 1, KernelShape.Laplace, 1e-9);
        double[] sums = expansion.At(training, centre, null);
        Assert.Equal([.. weights.Select(weight => (double)weight)], sums);
    }

    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.Full)]
    public void AMetricTurnsRowsInDouble(MetricKind kind)
    {
        Rng rng = new(4);
        double[] root = [.. Enumerable.Range(0, kind == MetricKind.Full ? Width * Width : Width).Select(_ => rng.NextDouble(0.1, 1))];
        double[] matrix = kind == MetricKind.Full
            ? [.. Enumerable.Range(0, Width * Width).Select(p => Enumerable.Range(0, Width).Sum(k => root[p / Width * Width + k] * root[p % Width * Width + k]))]
            : root;
        FeatureMetric metric = FeatureMetric.Of(matrix, Width, 1, CancellationToken.None)!;
        Assert.Equal(kind, metric.Kind);
        double[] rows = [.. Enumerable.Range(0, 3 * Width).Select(_ => rng.NextGaussian())], turned = [.. rows];
        metric.Apply(turned, 3);
        for (int p = 0; p < turned.Length; p++)
        {
            double expected = kind == MetricKind.Full
                ? Enumerable.Range(0, Width).Sum(i => rows[p / Width * Width + i] * metric.Root[i * Width + p % Width])
                : rows[p] * metric.Root[p % Width];
            Assert.True(Math.Abs(turned[p] - expected) <= 1e-14, $"{turned[p]} against {expected}");
        }
    }

    [Fact]
    public void TermsCountBesideNumbers()
    {
        // Two rows of terms and one number: a product of 3, lengths of 5 and 2, and a gap of 2.
        SparseRows terms = new(3, [0, 2, 4], [0, 1, 0, 2], [1, 2, 1, 1]);
        DesignMatrix both = new(2, 1, [0, 2], terms);
        KernelRows rows = KernelRows.Of(both, [0]);
        double[] sums = new KernelExpansion(rows, [1, 0], 1, KernelShape.Gaussian, 1).At(both, [0], null);
        double[] byColumn = new KernelExpansion(rows, [1, 0], 1, new KernelForm(KernelShape.Gaussian, 0, 1e6), Math.Sqrt(0.5)).At(both, [0], null);
        Assert.Equal(1, sums[0]);
        Assert.True(Math.Abs(sums[1] - Math.Exp(-(4 + 5 + 2 - 2 * 1) / 2.0)) <= 1e-15, $"{sums[1]}");
        Assert.Equal(1, byColumn[0]);
        Assert.True(Math.Abs(byColumn[1] - Math.Exp(-(4 + 5 + 2 - 2 * 1))) <= 1e-15, $"{byColumn[1]}");
    }

    private static DesignMatrix Sample(int count, ulong seed)
    {
        Rng rng = new(seed);
        return new DesignMatrix(count, Width, [.. Enumerable.Range(0, count * Width).Select(_ => (float)rng.NextGaussian())], null) { DenseWidths = Widths };
    }

    private static float[] Weights()
    {
        Rng rng = new(9);
        return [.. Enumerable.Range(0, Rows * Columns).Select(_ => 1e4f * (float)rng.NextGaussian())];
    }
}
