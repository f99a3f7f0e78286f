using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Numerics;

public class GemmTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 70, 300)]
    [InlineData(70, 1, 5)]
    [InlineData(12, 32, 256)]
    [InlineData(13, 33, 257)]
    [InlineData(6, 16, 8)]
    [InlineData(49, 10, 64)]
    [InlineData(50, 17, 3)]
    [InlineData(251, 97, 40)]
    [InlineData(3, 2060, 19)]
    [InlineData(60, 2060, 19)]
    [InlineData(53, 40, 600)]
    public void MatchesTheTripleLoopOverShapesStridesAndTransposes(int m, int n, int k)
    {
        foreach (bool transA in new[] { false, true })
        {
            foreach (bool transB in new[] { false, true })
            {
                foreach ((float alpha, float beta) in new[] { (1f, 0f), (-0.5f, 1f), (2f, 0.25f) })
                {
                    Rng rng = new(Seeds.From(1, m, n, k));
                    int lda = (transA ? m : k) + 3, ldb = (transB ? k : n) + 5, ldc = n + 2;
                    float[] a = Random(rng, (transA ? k : m) * lda), b = Random(rng, (transB ? n : k) * ldb), c = Random(rng, m * ldc);
                    float[] expected = Reference(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
                    Gemm.Run(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
                    for (int i = 0; i < c.Length; i++)
                    {
                        float scale = MathF.Sqrt(k) + MathF.Abs(expected[i]);
                        Assert.True(MathF.Abs(c[i] - expected[i]) <= 1e-5f * scale, $"element {i}: {c[i]} against {expected[i]}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(30, 30, 5, 0)]
    [InlineData(250, 400, 600, 150)]
    [InlineData(100, 2100, 3, 2000)]
    [InlineData(40, 10, 9, -20)]
    public void TheLowerPartEqualsTheWholeProductBitForBitAndTheRestStays(int m, int n, int k, int diagonal)
    {
        Rng rng = new(5);
        float[] a = Random(rng, m * k), b = Random(rng, n * k), c = Random(rng, m * n), whole = (float[])c.Clone(), lower = (float[])c.Clone();
        Gemm.Run(false, true, m, n, k, -1, a, k, b, k, 1, whole, n);
        Gemm.RunLower(m, n, k, -1, a, k, b, k, lower, n, diagonal);
        for (int p = 0; p < c.Length; p++)
        {
            Assert.True(lower[p] == (p % n <= p / n + diagonal ? whole[p] : c[p]), $"({p / n}, {p % n})");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARowAloneEqualsTheRowAmongOthersBitForBit(bool transB)
    {
        const int m = 61, n = 83, k = 700;
        Rng rng = new(3);
        float[] a = Random(rng, m * k), b = Random(rng, n * k), whole = new float[m * n], alone = new float[n];
        Gemm.Run(false, transB, m, n, k, 1, a, k, b, transB ? k : n, 0, whole, n);
        for (int i = 0; i < m; i++)
        {
            Gemm.Run(false, transB, 1, n, k, 1, a.AsSpan(i * k, k), k, b, transB ? k : n, 0, alone, n);
            Assert.Equal(alone, whole[(i * n)..((i + 1) * n)]);
        }
    }

    [Fact]
    public void AColumnAloneEqualsTheColumnAmongOthersBitForBit()
    {
        const int m = 50, n = 45, k = 300;
        Rng rng = new(4);
        float[] a = Random(rng, m * k), b = Random(rng, n * k), whole = new float[m * n], alone = new float[m];
        Gemm.Run(false, true, m, n, k, 1, a, k, b, k, 0, whole, n);
        for (int j = 0; j < n; j++)
        {
            Gemm.Run(false, true, m, 1, k, 1, a, k, b.AsSpan(j * k, k), k, 0, alone, 1);
            for (int i = 0; i < m; i++)
            {
                Assert.Equal(alone[i], whole[i * n + j]);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void BetaZeroDoesNotReadTheTarget(int k)
    {
        float[] a = [1, 2, 3, 4], b = [1, 1, 1, 1], c = [float.NaN, float.NaN];
        Gemm.Run(false, false, 1, 1, k, 1, a, 4, b, 1, 0, c, 1);
        Assert.Equal(k == 4 ? 10 : 0, c[0]);
        Assert.True(float.IsNaN(c[1]));
    }

    [Fact]
    public void RefusesSpansThatAreTooShort()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Run(false, false, 2, 2, 2, 1, new float[3], 2, new float[4], 2, 0, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Run(false, false, 2, 2, 2, 1, new float[4], 2, new float[4], 1, 0, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Run(false, false, 2, 2, 2, 1, new float[4], 2, new float[4], 2, 0, new float[3], 2));
    }

    private static float[] Random(Rng rng, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)rng.NextGaussian();
        }

        return values;
    }

    /// <summary>Readable reference: sums in double.</summary>
    private static float[] Reference(
        bool transA, bool transB, int m, int n, int k, float alpha, float[] a, int lda, float[] b, int ldb, float beta, float[] c, int ldc)
    {
        float[] result = (float[])c.Clone();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += (double)(transA ? a[p * lda + i] : a[i * lda + p]) * (transB ? b[j * ldb + p] : b[p * ldb + j]);
                }

                result[i * ldc + j] = (float)(alpha * sum + (double)beta * c[i * ldc + j]);
            }
        }

        return result;
    }
}
