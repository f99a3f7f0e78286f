using System.Numerics.Tensors;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Cholesky factor of a symmetric positive definite float32 matrix, in place: the lower triangle becomes L with A = L·Lᵀ, and what
/// lies above the diagonal is neither read nor written (a caller may keep the matrix there and factor it again). Recursive, so that
/// nearly all work is done by <see cref="Gemm"/>. It splits where a power of two says, so that the factor of the first m rows is bit
/// for bit the leading block of the factor of all rows, and it is the same for any number of threads.
/// </summary>
public static class Cholesky
{
    // Below this size a block is factored in registers and inverted: see CholeskyBlock.
    private const int Base = CholeskyBlock.Size;

    // Right-hand sides below this size are solved by row operations.
    private const int SolveBase = 32;

    // Columns of the inverse made at a time.
    private const int InverseBlock = 256;

    /// <summary>Factors the lower triangle of the leading <paramref name="n"/> × <paramref name="n"/> matrix.</summary>
    /// <param name="a">Row-major with <paramref name="lda"/> between row starts.</param>
    /// <returns>
    /// −1 when it was done; else the index of the first pivot that is not positive: the rows before it are factored, the others spoilt.
    /// </returns>
    public static int Factor(Memory<float> a, int n, int lda, int threads = 1, CancellationToken cancel = default) =>
        new CholeskyFactor(a, lda, threads, cancel).Run(n);

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
    public static double[] InverseDiagonal(
        ReadOnlyMemory<float> l, int n, int ldl, int count, int threads = 1, CancellationToken cancel = default)
    {
        double[] diagonal = new double[count];
        int blocks = (count + InverseBlock - 1) / InverseBlock;
        Stripes.Run(blocks, threads, cancel, block => InverseColumns(l.Span, n, ldl, block * InverseBlock, diagonal));
        return diagonal;
    }

    private static void InverseColumns(ReadOnlySpan<float> l, int n, int ldl, int first, double[] diagonal)
    {
        int width = Math.Min(InverseBlock, diagonal.Length - first), rows = diagonal.Length - first, start = n - rows;
        float[] part = new float[rows * width];
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

    private static int Half(int n) => (n / 2 + SolveBase - 1) / SolveBase * SolveBase;
}
