using System.Buffers;

namespace MlCompare.Learners.Numerics;

/// <summary>One run of <see cref="Cholesky.Factor"/>: the matrix, and the inverse of each diagonal block made so far.</summary>
internal sealed class CholeskyFactor(Memory<float> matrix, int lda, int threads, CancellationToken cancel)
{
    private const int Base = CholeskyBlock.Size;

    // Multiplications that are worth a second thread: about a tenth of a millisecond.
    private const double Worth = 1e7;

    private readonly Dictionary<int, float[]> inverses = [];

    /// <summary>As <see cref="Cholesky.Factor"/>.</summary>
    public int Run(int n) => Factor(0, n);

    private int Factor(int start, int n)
    {
        cancel.ThrowIfCancellationRequested();
        if (n <= Base)
        {
            inverses[start] = new float[Base * Base];
            int bad = CholeskyBlock.Factor(Corner(start, start), n, lda, inverses[start]);
            return bad < 0 ? bad : start + bad;
        }

        int half = Half(n), rest = n - half;
        int failed = Factor(start, half);
        if (failed >= 0)
        {
            return failed;
        }

        int stripes = StripeCount((double)rest * half * half / 2, rest);
        Stripes.Run(stripes, threads, cancel, stripe =>
        {
            (int first, int end) = Even(rest, stripe, stripes);
            SolveRight(start, half, start + half + first, end - first);
        });
        SubtractSquare(start, half, rest);
        return Factor(start + half, rest);
    }

    /// <summary>The largest Base · 2^k below n.</summary>
    private static int Half(int n)
    {
        int half = Base;
        while (2 * half < n)
        {
            half *= 2;
        }

        return half;
    }

    /// <summary>B ← B·L⁻ᵀ for <paramref name="rows"/> rows from <paramref name="top"/> on, and the diagonal block of n columns at start.</summary>
    private void SolveRight(int start, int n, int top, int rows)
    {
        cancel.ThrowIfCancellationRequested();
        Span<float> b = Corner(top, start);
        if (n > Base)
        {
            int half = n / 2;
            SolveRight(start, half, top, rows);
            Gemm.Run(false, true, rows, half, half, -1, b, lda, Corner(start + half, start), lda, 1, b[half..], lda, cancel);
            SolveRight(start + half, half, top, rows);
            return;
        }

        float[] old = ArrayPool<float>.Shared.Rent(rows * n);
        for (int i = 0; i < rows; i++)
        {
            b.Slice(i * lda, n).CopyTo(old.AsSpan(i * n));
        }

        Gemm.Run(false, true, rows, n, n, 1, old, n, inverses[start], Base, 0, b, lda, cancel);
        ArrayPool<float>.Shared.Return(old);
    }

    /// <summary>Lower triangle of C ← C − X·Xᵀ for the block after the given columns and the columns X of its rows.</summary>
    private void SubtractSquare(int start, int depth, int n)
    {
        int top = start + depth, stripes = StripeCount((double)n * n * depth / 2, n);
        Stripes.Run(stripes, threads, cancel, stripe =>
        {
            // Stripes of equal area: the rows of a triangle.
            int first = Triangle(n, stripe, stripes), end = Triangle(n, stripe + 1, stripes);
            Gemm.RunLower(
                end - first, end, depth, -1, Corner(top + first, start), lda, Corner(top, start), lda, Corner(top + first, top), lda, first, cancel);
        });
    }

    private int StripeCount(double multiplications, int rows) =>
        threads <= 1 || multiplications < Worth ? 1 : Math.Min(2 * threads, Math.Max(1, rows / Base));

    private static (int First, int End) Even(int rows, int stripe, int stripes) =>
        ((int)((long)rows * stripe / stripes), (int)((long)rows * (stripe + 1) / stripes));

    private static int Triangle(int n, int stripe, int stripes) => (int)(n * Math.Sqrt((double)stripe / stripes));

    private Span<float> Corner(int row, int column) => matrix.Span[(row * lda + column)..];
}
