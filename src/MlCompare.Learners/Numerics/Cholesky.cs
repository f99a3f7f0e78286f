using System.Numerics.Tensors;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Cholesky factor of a symmetric positive definite float32 matrix, in place: the lower triangle becomes L with A = L·Lᵀ, and what
/// lies above the diagonal is neither read nor written (a caller may keep the matrix there and factor it again). Recursive halving,
/// so that nearly all work is done by <see cref="Gemm"/>.
/// </summary>
public static class Cholesky
{
    // Below this size plain loops: their share of the work is then small and the block fits the first-level cache.
    private const int Base = 64;

    // Right-hand sides below this size are solved by row operations.
    private const int SolveBase = 32;

    // A symmetric update below this size is made in full beside the matrix and its lower half copied.
    private const int UpdateBase = 192;

    // Columns of the inverse made at a time.
    private const int InverseBlock = 256;

    /// <summary>Factors the lower triangle of the leading <paramref name="n"/> × <paramref name="n"/> matrix.</summary>
    /// <param name="a">Row-major with <paramref name="lda"/> between row starts.</param>
    /// <returns>−1 when it was done; else the index of the first pivot that is not positive, with the matrix spoilt.</returns>
    public static int Factor(Span<float> a, int n, int lda, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (n <= Base)
        {
            return FactorSmall(a, n, lda);
        }

        int half = (n / 2 + Base - 1) / Base * Base, rest = n - half;
        int bad = Factor(a, half, lda, cancel);
        if (bad >= 0)
        {
            return bad;
        }

        Span<float> below = a[(half * lda)..];
        SolveRight(a, half, lda, below, rest, lda, cancel);
        SubtractSquare(below[half..], rest, half, below, lda, cancel);
        bad = Factor(below[half..], rest, lda, cancel);
        return bad < 0 ? bad : bad + half;
    }

    /// <summary>B ← A⁻¹·B, where <paramref name="l"/> is the factor of A and B is n × <paramref name="columns"/>, row-major.</summary>
    public static void Solve(ReadOnlySpan<float> l, int n, int ldl, Span<float> b, int columns, int ldb)
    {
        SolveLower(l, n, ldl, b, columns, ldb);
        SolveLowerTransposed(l, n, ldl, b, columns, ldb);
    }

    /// <summary>B ← L⁻¹·B.</summary>
    public static void SolveLower(ReadOnlySpan<float> l, int n, int ldl, Span<float> b, int columns, int ldb)
    {
        if (n <= SolveBase)
        {
            for (int i = 0; i < n; i++)
            {
                Span<float> row = b.Slice(i * ldb, columns);
                for (int p = 0; p < i; p++)
                {
                    TensorPrimitives.MultiplyAdd(b.Slice(p * ldb, columns), -l[i * ldl + p], row, row);
                }

                TensorPrimitives.Divide(row, l[i * ldl + i], row);
            }

            return;
        }

        int half = Half(n);
        SolveLower(l, half, ldl, b, columns, ldb);
        Gemm.Run(false, false, n - half, columns, half, -1, l[(half * ldl)..], ldl, b, ldb, 1, b[(half * ldb)..], ldb);
        SolveLower(l[(half * ldl + half)..], n - half, ldl, b[(half * ldb)..], columns, ldb);
    }

    /// <summary>B ← L⁻ᵀ·B.</summary>
    public static void SolveLowerTransposed(ReadOnlySpan<float> l, int n, int ldl, Span<float> b, int columns, int ldb)
    {
        if (n <= SolveBase)
        {
            for (int i = n - 1; i >= 0; i--)
            {
                Span<float> row = b.Slice(i * ldb, columns);
                for (int p = i + 1; p < n; p++)
                {
                    TensorPrimitives.MultiplyAdd(b.Slice(p * ldb, columns), -l[p * ldl + i], row, row);
                }

                TensorPrimitives.Divide(row, l[i * ldl + i], row);
            }

            return;
        }

        int half = Half(n);
        SolveLowerTransposed(l[(half * ldl + half)..], n - half, ldl, b[(half * ldb)..], columns, ldb);
        Gemm.Run(true, false, half, columns, n - half, -1, l[(half * ldl)..], ldl, b[(half * ldb)..], ldb, 1, b, ldb);
        SolveLowerTransposed(l, half, ldl, b, columns, ldb);
    }

    /// <summary>
    /// Diagonal of A⁻¹ for the last <paramref name="count"/> rows. Those of the others play no part: the inverse restricted to the
    /// last rows is (L₂₂·L₂₂ᵀ)⁻¹ with the trailing block of the factor, so that it costs count³/3 multiplications, not n³/3.
    /// </summary>
    public static double[] InverseDiagonal(ReadOnlySpan<float> l, int n, int ldl, int count, CancellationToken cancel = default)
    {
        double[] diagonal = new double[count];
        float[] columns = new float[count * Math.Min(count, InverseBlock)];
        for (int first = 0; first < count; first += InverseBlock)
        {
            cancel.ThrowIfCancellationRequested();
            int width = Math.Min(InverseBlock, count - first), rows = count - first, start = n - rows;
            Span<float> part = columns.AsSpan(0, rows * width);
            part.Clear();
            for (int j = 0; j < width; j++)
            {
                part[j * width + j] = 1;
            }

            SolveLower(l[(start * ldl + start)..], rows, ldl, part, width, width);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < Math.Min(i + 1, width); j++)
                {
                    diagonal[first + j] += (double)part[i * width + j] * part[i * width + j];
                }
            }
        }

        return diagonal;
    }

    private static int Half(int n) => (n / 2 + SolveBase - 1) / SolveBase * SolveBase;

    /// <summary>Sums in double: the diagonal blocks are where cancellation shows.</summary>
    private static int FactorSmall(Span<float> a, int n, int lda)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i * lda + j];
                for (int p = 0; p < j; p++)
                {
                    sum -= (double)a[i * lda + p] * a[j * lda + p];
                }

                if (i != j)
                {
                    a[i * lda + j] = (float)(sum / a[j * lda + j]);
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    a[i * lda + i] = (float)Math.Sqrt(sum);
                }
                else
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>B ← B·L⁻ᵀ for B of <paramref name="rows"/> × n: the blocks below a factored diagonal block.</summary>
    private static void SolveRight(ReadOnlySpan<float> l, int n, int ldl, Span<float> b, int rows, int ldb, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (n > Base)
        {
            int half = (n / 2 + Base - 1) / Base * Base;
            SolveRight(l, half, ldl, b, rows, ldb, cancel);
            Gemm.Run(false, true, rows, n - half, half, -1, b, ldb, l[(half * ldl)..], ldl, 1, b[half..], ldb, cancel);
            SolveRight(l[(half * ldl + half)..], n - half, ldl, b[half..], rows, ldb, cancel);
            return;
        }

        // The inverse of a small block, then one product instead of many short dot products.
        float[] inverse = new float[n * n];
        for (int i = 0; i < n; i++)
        {
            inverse[i * n + i] = 1;
        }

        SolveLower(l, n, ldl, inverse, n, n);
        float[] old = new float[rows * n];
        for (int i = 0; i < rows; i++)
        {
            b.Slice(i * ldb, n).CopyTo(old.AsSpan(i * n));
        }

        Gemm.Run(false, true, rows, n, n, 1, old, n, inverse, n, 0, b, ldb, cancel);
    }

    /// <summary>Lower triangle of C ← C − X·Xᵀ for C of n × n and X of n × <paramref name="depth"/>.</summary>
    private static void SubtractSquare(Span<float> c, int n, int depth, ReadOnlySpan<float> x, int lda, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (n > UpdateBase)
        {
            int half = n / 2;
            SubtractSquare(c, half, depth, x, lda, cancel);
            ReadOnlySpan<float> lower = x[(half * lda)..];
            Gemm.Run(false, true, n - half, half, depth, -1, lower, lda, x, lda, 1, c[(half * lda)..], lda, cancel);
            SubtractSquare(c[(half * lda + half)..], n - half, depth, lower, lda, cancel);
            return;
        }

        float[] square = new float[n * n];
        Gemm.Run(false, true, n, n, depth, 1, x, lda, x, lda, 0, square, n, cancel);
        for (int i = 0; i < n; i++)
        {
            Span<float> row = c.Slice(i * lda, i + 1);
            TensorPrimitives.Subtract(row, square.AsSpan(i * n, i + 1), row);
        }
    }
}
