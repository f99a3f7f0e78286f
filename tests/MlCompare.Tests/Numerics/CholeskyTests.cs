using MathNet.Numerics.LinearAlgebra;
using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Numerics;

public class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(190)]
    [InlineData(517)]
    public void FactorReconstructsAndLeavesTheUpperTriangleAlone(int n)
    {
        const int Gap = 3;
        int lda = n + Gap;
        float[] matrix = Positive(n, lda, 1), factor = (float[])matrix.Clone();
        Assert.Equal(-1, Cholesky.Factor(factor, n, lda));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < lda; j++)
            {
                if (j > i)
                {
                    Assert.Equal(matrix[i * lda + j], factor[i * lda + j]);
                    continue;
                }

                double sum = 0;
                for (int p = 0; p <= j; p++)
                {
                    sum += (double)factor[i * lda + p] * factor[j * lda + p];
                }

                Assert.True(Math.Abs(sum - matrix[i * lda + j]) <= 2e-6 * n, $"({i}, {j}): {sum} against {matrix[i * lda + j]}");
            }
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(33, 4)]
    [InlineData(300, 1)]
    [InlineData(300, 7)]
    public void SolveLeavesNoResidual(int n, int columns)
    {
        float[] matrix = Positive(n, n, 2), factor = (float[])matrix.Clone();
        int stride = columns + 2;
        float[] right = Gaussian(n * stride, 3), solution = (float[])right.Clone();
        Assert.Equal(-1, Cholesky.Factor(factor, n, n));
        Cholesky.Solve(factor, n, n, solution, columns, stride);
        for (int c = 0; c < columns; c++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int j = 0; j < n; j++)
                {
                    sum += (double)matrix[i * n + j] * solution[j * stride + c];
                }

                Assert.True(Math.Abs(sum - right[i * stride + c]) <= 1e-4, $"row {i}: {sum} against {right[i * stride + c]}");
            }
        }

        Assert.Equal(right[columns], solution[columns]);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(40, 13)]
    [InlineData(300, 290)]
    public void DiagonalOfTheInverseMatchesMathNet(int n, int count)
    {
        float[] matrix = Positive(n, n, 4);
        Matrix<double> inverse = Matrix<double>.Build.Dense(n, n, (i, j) => matrix[i * n + j]).Inverse();
        Assert.Equal(-1, Cholesky.Factor(matrix, n, n));
        double[] diagonal = Cholesky.InverseDiagonal(matrix, n, n, count);
        for (int i = 0; i < count; i++)
        {
            double expected = inverse[n - count + i, n - count + i];
            Assert.True(Math.Abs(diagonal[i] - expected) <= 1e-4 * expected, $"row {i}: {diagonal[i]} against {expected}");
        }
    }

    [Theory]
    [InlineData(10, 7)]
    [InlineData(200, 150)]
    public void SaysWhichPivotIsNotPositive(int n, int bad)
    {
        float[] matrix = new float[n * n];
        double[] exact = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[i * n + i] = i == bad ? -1 : 1;
            exact[i * n + i] = i == bad ? -1 : 1;
        }

        Assert.Equal(bad, Cholesky.Factor(matrix, n, n));
        Assert.Equal(bad, DoubleCholesky.Factor(exact, n));
        matrix = new float[n * n];
        matrix.AsSpan().Fill(float.NaN);
        Assert.Equal(0, Cholesky.Factor(matrix, n, n));
    }

    /// <summary>What makes one factor serve every training size: no rounding differs.</summary>
    [Theory]
    [InlineData(63)]
    [InlineData(130)]
    [InlineData(600)]
    [InlineData(897)]
    public void TheFactorOfTheFirstRowsIsTheLeadingBlockBitForBit(int m)
    {
        const int N = 900;
        float[] matrix = Positive(N, N, 8), part = (float[])matrix.Clone(), two = (float[])matrix.Clone();
        Assert.Equal(-1, Cholesky.Factor(matrix, N, N));
        Assert.Equal(-1, Cholesky.Factor(part, m, N));
        Assert.Equal(-1, Cholesky.Factor(two, N, N, threads: 2));
        for (int i = 0; i < N; i++)
        {
            Assert.True(i >= m || matrix.AsSpan(i * N, i + 1).SequenceEqual(part.AsSpan(i * N, i + 1)), $"row {i}");
            Assert.True(matrix.AsSpan(i * N, i + 1).SequenceEqual(two.AsSpan(i * N, i + 1)), $"row {i} with two threads");
        }
    }

    [Fact]
    public void RowsBeforeABadPivotAreFactored()
    {
        const int N = 300, Bad = 200;
        float[] matrix = Positive(N, N, 9), whole = (float[])matrix.Clone();
        matrix[Bad * N + Bad] = -1;
        Assert.Equal(Bad, Cholesky.Factor(matrix, N, N));
        Assert.Equal(-1, Cholesky.Factor(whole, N, N));
        for (int i = 0; i < Bad; i++)
        {
            Assert.True(matrix.AsSpan(i * N, i + 1).SequenceEqual(whole.AsSpan(i * N, i + 1)), $"row {i}");
        }
    }

    [Fact]
    public void StopsWhenCancelled()
    {
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Cholesky.Factor(Positive(100, 100, 5), 100, 100, 1, cancelled));
        Assert.Throws<OperationCanceledException>(() => DoubleCholesky.Factor(new double[1], 1, cancelled));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void DoubleVersionMatchesMathNet(int n)
    {
        double[] matrix = [.. Positive(n, n, 6)], right = [.. Gaussian(n, 7)];
        Vector<double> expected = Matrix<double>.Build.Dense(n, n, (i, j) => matrix[i * n + j]).Cholesky().Solve(Vector<double>.Build.Dense((double[])right.Clone()));
        Assert.Equal(-1, DoubleCholesky.Factor(matrix, n));
        DoubleCholesky.Solve(matrix, n, right);
        for (int i = 0; i < n; i++)
        {
            Assert.True(Math.Abs(right[i] - expected[i]) <= 1e-10 * (1 + Math.Abs(expected[i])));
        }
    }

    /// <summary>X·Xᵀ / n + identity / 2 for random X, so that the condition number stays small.</summary>
    private static float[] Positive(int n, int lda, ulong seed)
    {
        float[] x = Gaussian(n * n, seed), matrix = new float[n * lda];
        matrix.AsSpan().Fill(7);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = i == j ? 0.5 : 0;
                for (int p = 0; p < n; p++)
                {
                    sum += (double)x[i * n + p] * x[j * n + p] / n;
                }

                matrix[i * lda + j] = (float)sum;
            }
        }

        return matrix;
    }

    private static float[] Gaussian(int length, ulong seed)
    {
        Rng rng = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)rng.NextGaussian())];
    }
}
