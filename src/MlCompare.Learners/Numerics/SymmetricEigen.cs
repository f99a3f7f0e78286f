using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// All eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to tridiagonal form, then QL steps with implicit
/// shifts (Golub and Van Loan 2013, sections 8.3 and 8.4). About 9 n³ operations.
/// </summary>
public sealed class SymmetricEigen
{
    // QL needs about two steps a value; sixty without an answer mean that the input was not finite.
    private const int MaxSteps = 60;
    private readonly int n;
    private readonly double[] off;
    private double size;

    private SymmetricEigen(int n)
    {
        this.n = n;
        Values = new double[n];
        off = new double[n];
        Vectors = new double[n * n];
    }

    /// <summary>Eigenvalues, in no particular order.</summary>
    public double[] Values { get; }

    /// <summary>n × n: row j is the unit eigenvector of value j.</summary>
    public double[] Vectors { get; }

    /// <summary>Decomposes; <paramref name="matrix"/> (n × n, both triangles set) is overwritten.</summary>
    /// <exception cref="ArithmeticException">The matrix holds NaN or infinity.</exception>
    public static SymmetricEigen Decompose(double[] matrix, int n, CancellationToken cancel = default)
    {
        SymmetricEigen result = new(n);
        if (n > 0)
        {
            double[]?[] reflectors = result.Reduce(matrix, cancel);
            result.Accumulate(reflectors);
            result.Iterate(cancel);
        }

        return result;
    }

    /// <summary>Reflects each row onto its first off-diagonal entry; returns the unit reflectors.</summary>
    private double[]?[] Reduce(double[] matrix, CancellationToken cancel)
    {
        double[]?[] reflectors = new double[]?[n];
        for (int k = 0; k < n - 1; k++)
        {
            cancel.ThrowIfCancellationRequested();
            Values[k] = matrix[k * n + k];
            Span<double> rest = matrix.AsSpan(k * n + k + 1, n - k - 1);
            double norm = TensorPrimitives.Norm<double>(rest);
            off[k] = rest[0] > 0 ? -norm : norm;
            if (norm == 0 || rest.Length == 1)
            {
                off[k] = rest[0];
                continue;
            }

            double[] v = rest.ToArray();
            v[0] -= off[k];
            TensorPrimitives.Divide<double>(v, TensorPrimitives.Norm<double>(v), v);
            reflectors[k] = v;
            ReflectBothSides(matrix, k + 1, v);
        }

        Values[n - 1] = matrix[n * n - 1];
        return reflectors;
    }

    /// <summary>A ← (I − 2vvᵀ) A (I − 2vvᵀ) on the rows and columns from <paramref name="start"/> on, as a change of rank two.</summary>
    private void ReflectBothSides(double[] matrix, int start, double[] v)
    {
        double[] w = new double[v.Length];
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = 2 * TensorPrimitives.Dot<double>(matrix.AsSpan((start + i) * n + start, w.Length), v);
        }

        TensorPrimitives.MultiplyAdd<double>(v, -TensorPrimitives.Dot<double>(v, w), w, w);
        for (int i = 0; i < w.Length; i++)
        {
            Span<double> row = matrix.AsSpan((start + i) * n + start, w.Length);
            TensorPrimitives.MultiplyAdd<double>(w, -v[i], row, row);
            TensorPrimitives.MultiplyAdd<double>(v, -w[i], row, row);
        }
    }

    /// <summary>Transposed product of the reflections, built from the last, which touches the fewest rows.</summary>
    private void Accumulate(double[]?[] reflectors)
    {
        for (int i = 0; i < n; i++)
        {
            Vectors[i * n + i] = 1;
        }

        for (int k = n - 1; k >= 0; k--)
        {
            if (reflectors[k] is not { } v)
            {
                continue;
            }

            for (int i = k + 1; i < n; i++)
            {
                Span<double> row = Vectors.AsSpan(i * n + k + 1, v.Length);
                TensorPrimitives.MultiplyAdd<double>(v, -2 * TensorPrimitives.Dot<double>(row, v), row, row);
            }
        }
    }

    private void Iterate(CancellationToken cancel)
    {
        size = Enumerable.Range(0, n).Max(k => Math.Abs(Values[k]) + Math.Abs(off[k]));
        for (int first = 0; first < n; first++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int steps = 0; ; steps++)
            {
                int last = first;
                while (last < n - 1 && !Negligible(last))
                {
                    last++;
                }

                if (last == first)
                {
                    break;
                }

                if (steps == MaxSteps)
                {
                    throw new ArithmeticException("The eigenvalues did not converge: the matrix holds NaN or infinity.");
                }

                Step(first, last);
            }
        }
    }

    // Against the whole matrix, whose rounding is as large: beside values that are 0 but for rounding nothing would ever be negligible.
    private bool Negligible(int k) => Math.Abs(off[k]) <= 2.2e-16 * size;

    /// <summary>One QL step with Wilkinson's shift on the unreduced block from first to last.</summary>
    private void Step(int first, int last)
    {
        double gap = (Values[first + 1] - Values[first]) / (2 * off[first]);
        double radius = double.Hypot(gap, 1);
        double g = Values[last] - Values[first] + off[first] / (gap + (gap >= 0 ? radius : -radius));
        double sine = 1, cosine = 1, shift = 0;
        for (int i = last - 1; i >= first; i--)
        {
            double f = sine * off[i], b = cosine * off[i];
            radius = double.Hypot(f, g);
            off[i + 1] = radius;
            if (radius == 0)
            {
                // The block falls apart here by itself.
                Values[i + 1] -= shift;
                off[last] = 0;
                return;
            }

            (sine, cosine) = (f / radius, g / radius);
            g = Values[i + 1] - shift;
            double change = (Values[i] - g) * sine + 2 * cosine * b;
            shift = sine * change;
            Values[i + 1] = g + shift;
            g = cosine * change - b;
            Rotate(Vectors.AsSpan(i * n, n), Vectors.AsSpan((i + 1) * n, n), cosine, sine);
        }

        Values[first] -= shift;
        off[first] = g;
        off[last] = 0;
    }

    private static void Rotate(Span<double> upper, Span<double> lower, double cosine, double sine)
    {
        Span<Vector<double>> x = MemoryMarshal.Cast<double, Vector<double>>(upper), y = MemoryMarshal.Cast<double, Vector<double>>(lower);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (x[i] * cosine - y[i] * sine, x[i] * sine + y[i] * cosine);
        }

        for (int i = x.Length * Vector<double>.Count; i < upper.Length; i++)
        {
            (upper[i], lower[i]) = (upper[i] * cosine - lower[i] * sine, upper[i] * sine + lower[i] * cosine);
        }
    }
}
