using System.Numerics.Tensors;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// The same factor as <see cref="Cholesky"/> in double precision, by row dot products: for systems of up to a thousand unknowns or
/// so, where accuracy counts and speed does not.
/// </summary>
public static class DoubleCholesky
{
    /// <summary>Factors the lower triangle in place; what lies above the diagonal is neither read nor written.</summary>
    /// <param name="a">n × n, row-major.</param>
    /// <returns>−1 when it was done; else the index of the first pivot that is not positive, with the matrix spoilt.</returns>
    public static int Factor(Span<double> a, int n, CancellationToken cancel = default)
    {
        for (int i = 0; i < n; i++)
        {
            if (i % 64 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            Span<double> row = a.Slice(i * n, i + 1);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> other = a.Slice(j * n, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], other[..j])) / other[j];
            }

            double pivot = row[i] - TensorPrimitives.Dot<double>(row[..i], row[..i]);
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                return i;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return -1;
    }

    /// <summary>b ← A⁻¹·b, where <paramref name="l"/> is the factor of A.</summary>
    public static void Solve(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot(l.Slice(i * n, i), b[..i])) / l[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            b[i] /= l[i * n + i];
            Span<double> before = b[..i];
            TensorPrimitives.MultiplyAdd(l.Slice(i * n, i), -b[i], before, before);
        }
    }
}
