using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Learners.Kernel;

public class KernelSystemTests
{
    private const int Rows = 60, Width = 3, Columns = 2;

    [Theory]
    [InlineData(KernelShape.Laplace, 0.01)]
    [InlineData(KernelShape.Gaussian, 0.1)]
    public void LeaveOneOutEqualsRefittingWithoutTheRow(KernelShape shape, double ridge)
    {
        float[] x = Gaussian(Rows * Width, 1), targets = Gaussian(Rows * Columns, 2);
        double bandwidth = 1.3;
        KernelSystem system = new(Rows, 1, CancellationToken.None);
        system.Fill(Encode(x, Width), Rows, shape, bandwidth);
        Assert.Equal(Rows, system.Factor(Rows, ridge));

        // One factor for both sizes.
        foreach ((int size, int judged) in new[] { (Rows, Rows), (41, 13) })
        {
            float[] solution = system.Solve(size, targets, Columns);
            double[] scores = KernelSystem.LeaveOneOut(targets, solution, Columns, system.InverseDiagonal(size, judged));
            for (int p = 0; p < scores.Length; p++)
            {
                int left = size - judged + p / Columns;
                int[] others = [.. Enumerable.Range(0, size).Where(row => row != left)];
                double[] weights = Solve(shape, x, others, bandwidth, ridge, row => targets[row * Columns + p % Columns]);
                double expected = others.Select((row, i) => weights[i] * Value(shape, x, row, left, bandwidth)).Sum();
                Assert.True(Math.Abs(scores[p] - expected) <= 1e-4, $"{size} rows, row {left}: {scores[p]} against {expected}");
            }
        }
    }

    [Fact]
    public void RefinementComesNearerToTheSolutionInDouble()
    {
        const int N = 700;
        float[] x = Gaussian(N * Width, 6), targets = Gaussian(N, 7), matrix = new float[N * N];
        for (int p = 0; p < matrix.Length; p++)
        {
            matrix[p] = (float)(Value(KernelShape.Gaussian, x, p / N, p % N, 1) + (p / N == p % N ? 1e-3 : 0));
        }

        float[] given = (float[])matrix.Clone(), rough = (float[])targets.Clone();
        Assert.Equal(-1, Cholesky.Factor(matrix, N, N));
        Cholesky.Solve(matrix, N, N, rough, 1, 1);
        float[] exact = KernelRefinement.Improve(matrix, N, N, 1e-3, targets, rough, 1, 2, CancellationToken.None);
        double[] reference = [.. given], solution = [.. targets];
        Assert.Equal(-1, DoubleCholesky.Factor(reference, N));
        DoubleCholesky.Solve(reference, N, solution);
        double before = Distance(solution, rough), after = Distance(solution, exact);
        Assert.True(after <= 0.2 * before, $"{after} against {before}");
    }

    [Fact]
    public void AnotherRidgeStartsFromTheSameKernelMatrix()
    {
        float[] x = Gaussian(Rows * Width, 3), targets = Gaussian(Rows, 4);
        KernelSystem system = new(Rows, 1, CancellationToken.None);
        system.Fill(Encode(x, Width), Rows, KernelShape.Laplace, 2);
        Assert.Equal(Rows, system.Factor(Rows, 0.1));
        float[] first = system.Solve(Rows, targets, 1);
        Assert.Equal(Rows, system.Factor(Rows, 5));
        Assert.Equal(Rows, system.Factor(Rows, 0.1));
        Assert.Equal(first, system.Solve(Rows, targets, 1));
        double[] exact = Solve(KernelShape.Laplace, x, [.. Enumerable.Range(0, Rows)], 2, 0.1, row => targets[row]);
        for (int i = 0; i < Rows; i++)
        {
            Assert.True(Math.Abs(exact[i] - first[i]) <= 1e-4 * (1 + Math.Abs(exact[i])));
        }
    }

    [Fact]
    public void DistancesOfDenseAndSparsePartsMatchTheFormula()
    {
        const int Terms = 5;
        float[] x = Gaussian(Rows * Width, 5);
        Array.Copy(x, 0, x, 7 * Width, Width);
        SparseRows sparse = new(
            Terms,
            [.. Enumerable.Range(0, Rows + 1).Select(i => 2 * i)],
            [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { i % 7 % 4, 4 })],
            [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { 0.5f + i % 7, 0.25f })]);
        KernelRows rows = KernelRows.Of(new DesignMatrix(Rows, Width, x, sparse), [0.5f, -1, 3]);
        float[] squared = new float[Rows * Rows], part = new float[4 * 10];
        rows.SquaredDistances(rows, 0, Rows, 0, Rows, squared, Rows);
        rows.SquaredDistances(rows, 3, 4, 20, 30, part, 10);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                double expected = Squared(x, i, j) + Enumerable.Range(0, Terms).Sum(term => Math.Pow(At(sparse, i, term) - At(sparse, j, term), 2));
                Assert.True(Math.Abs(squared[i * Rows + j] - expected) <= 1e-4 * (1 + expected), $"({i}, {j})");
                if (i is >= 3 and < 7 && j is >= 20 and < 30)
                {
                    Assert.Equal(squared[i * Rows + j], part[(i - 3) * 10 + j - 20]);
                }
            }

            Assert.Equal(0, squared[i * Rows + i]);
        }

        Assert.Equal(0, squared[7]);
    }

    [Theory]
    [InlineData(KernelShape.Laplace)]
    [InlineData(KernelShape.Gaussian)]
    [InlineData(KernelShape.Matern32)]
    [InlineData(KernelShape.Matern52)]
    public void KernelsMatchTheirFormulas(KernelShape shape)
    {
        float[] values = [.. Enumerable.Range(0, 900).Select(i => 0.003f * i * i)];
        float[] kernel = (float[])values.Clone();
        shape.Apply(kernel, 1.7);
        foreach (int place in new[] { 1, 2, 5, 11, 39, 897, 899 })
        {
            float[] alone = [values[place]];
            shape.Apply(alone, 1.7);
            Assert.Equal(kernel[place], alone[0]);
        }

        for (int i = 0; i < values.Length; i++)
        {
            double r = Math.Sqrt(values[i]) / 1.7, three = Math.Sqrt(3) * r, five = Math.Sqrt(5) * r;
            double expected = shape switch
            {
                KernelShape.Laplace => Math.Exp(-r),
                KernelShape.Gaussian => Math.Exp(-r * r / 2),
                KernelShape.Matern32 => (1 + three) * Math.Exp(-three),
                _ => (1 + five + five * five / 3) * Math.Exp(-five),
            };
            Assert.True(Math.Abs(kernel[i] - expected) <= 1e-6, $"{values[i]}: {kernel[i]} against {expected}");
        }
    }

    [Fact]
    public void MedianIgnoresEqualRowsAndIsOneWhenAllAreEqual()
    {
        Assert.Equal(2, Median([0, 0, 2, 2]));
        Assert.Equal(1, Median([3, 3, 3]));
    }

    private static double Median(float[] x)
    {
        KernelSystem distances = new(x.Length, 1, CancellationToken.None);
        distances.FillDistances(Encode(x, 1));
        return distances.MedianDistance(10);
    }

    private static double Distance(double[] exact, float[] solution) => Math.Sqrt(exact.Zip(solution, (a, b) => (a - b) * (a - b)).Sum());

    private static KernelRows Encode(float[] x, int width)
    {
        int count = x.Length / width;
        return KernelRows.Of(new DesignMatrix(count, width, x, null), new float[width]);
    }

    private static double At(SparseRows sparse, int row, int term)
    {
        int place = sparse.Columns(row).IndexOf(term);
        return place < 0 ? 0 : sparse.Values(row)[place];
    }

    private static double Squared(float[] x, int i, int j) =>
        Enumerable.Range(0, Width).Sum(p => Math.Pow((double)x[i * Width + p] - x[j * Width + p], 2));

    private static double Value(KernelShape shape, float[] x, int i, int j, double bandwidth) => shape == KernelShape.Laplace
        ? Math.Exp(-Math.Sqrt(Squared(x, i, j)) / bandwidth)
        : Math.Exp(-Squared(x, i, j) / (2 * bandwidth * bandwidth));

    private static double[] Solve(KernelShape shape, float[] x, int[] rows, double bandwidth, double ridge, Func<int, double> target)
    {
        int n = rows.Length;
        double[] matrix = new double[n * n], right = [.. rows.Select(target)];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i * n + j] = Value(shape, x, rows[i], rows[j], bandwidth) + (i == j ? ridge : 0);
            }
        }

        Assert.Equal(-1, DoubleCholesky.Factor(matrix, n));
        DoubleCholesky.Solve(matrix, n, right);
        return right;
    }

    private static float[] Gaussian(int length, ulong seed)
    {
        Rng rng = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)rng.NextGaussian())];
    }
}
