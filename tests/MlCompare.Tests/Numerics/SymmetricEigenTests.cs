using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Numerics;

public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(60)]
    public void Vectors_are_orthonormal_and_rebuild_the_matrix(int n)
    {
        double[] matrix = Random(n);
        SymmetricEigen eigen = SymmetricEigen.Decompose([.. matrix], n);
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < n; b++)
            {
                double inner = 0, rebuilt = 0;
                for (int j = 0; j < n; j++)
                {
                    inner += eigen.Vectors[a * n + j] * eigen.Vectors[b * n + j];
                    rebuilt += eigen.Values[j] * eigen.Vectors[j * n + a] * eigen.Vectors[j * n + b];
                }

                Assert.True(Math.Abs(inner - (a == b ? 1 : 0)) <= 1e-12, $"{a}, {b}: {inner}");
                Assert.True(Math.Abs(rebuilt - matrix[a * n + b]) <= 1e-11 * n, $"{a}, {b}: {rebuilt} against {matrix[a * n + b]}");
            }
        }
    }

    [Fact]
    public void Values_of_the_second_difference_matrix_are_known()
    {
        // 2 on the diagonal and −1 beside it: 2 − 2 cos(π k / (n + 1)).
        const int N = 12;
        double[] matrix = new double[N * N];
        for (int i = 0; i < N; i++)
        {
            matrix[i * N + i] = 2;
            if (i > 0)
            {
                matrix[i * N + i - 1] = matrix[(i - 1) * N + i] = -1;
            }
        }

        double[] values = [.. SymmetricEigen.Decompose(matrix, N).Values.Order()];
        for (int k = 1; k <= N; k++)
        {
            Assert.Equal(2 - 2 * Math.Cos(Math.PI * k / (N + 1)), values[k - 1], 1e-13);
        }
    }

    [Theory]
    [InlineData(200, 15)]
    [InlineData(120, 2)]
    public void Products_of_many_equal_rows_converge(int n, int rank)
    {
        Rng rng = new(2);
        double[][] rows = [.. Enumerable.Range(0, rank).Select(_ => Enumerable.Range(0, 30).Select(_ => rng.NextGaussian()).ToArray())];
        int[] which = [.. Enumerable.Range(0, n).Select(_ => rng.NextInt(rank))];
        // Products in single precision, as of features: what should be 0 is rounding.
        double[] gram = [.. Enumerable.Range(0, n * n).Select(i => (double)(float)rows[which[i / n]].Zip(rows[which[i % n]], (a, b) => a * b).Sum())];
        double[] values = [.. SymmetricEigen.Decompose([.. gram], n).Values.OrderDescending()];
        Assert.Equal(Enumerable.Range(0, n).Sum(i => gram[i * n + i]), values.Sum(), 1e-9 * n);
        Assert.True(values[rank - 1] > 1 && Math.Abs(values[rank]) <= 1e-4, $"{values[rank - 1]}, {values[rank]}");
    }

    [Fact]
    public void Repeated_and_zero_values_are_fine()
    {
        double[] ones = new double[25];
        Array.Fill(ones, 1.0);
        double[] values = [.. SymmetricEigen.Decompose(ones, 5).Values.Order()];
        Assert.All(values[..4], value => Assert.Equal(0, value, 1e-14));
        Assert.Equal(5, values[4], 1e-13);
        Assert.All(SymmetricEigen.Decompose(new double[16], 4).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Input_that_is_not_finite_is_refused() =>
        Assert.Throws<ArithmeticException>(() => SymmetricEigen.Decompose([1, double.NaN, double.NaN, 1], 2));

    private static double[] Random(int n)
    {
        Rng rng = new((ulong)n);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i * n + j] = matrix[j * n + i] = rng.NextGaussian();
            }
        }

        return matrix;
    }
}
