using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Gradients and hessians of the rows of one tree as integers that share 64 bits with a count of 1: one addition adds all three.
/// The units are powers of two, as small as the sums allow: 2^25 for the gradients of <see cref="MaxRows"/> average rows (which the
/// packed form must hold) and 2^30 for those of all rows. A row's share of the sums is then at least a thousand units while there
/// are fewer than a million rows.
/// </summary>
internal sealed class FixedPoint
{
    /// <summary>Rows that one packed sum may hold.</summary>
    public const int MaxRows = (1 << RowBits) - 1;

    private const int RowBits = 14;
    private const int HessianBits = 24;
    private const int GradientBits = 64 - RowBits - HessianBits;
    private const int TotalBits = 30;

    /// <summary>1.5 · 2^52.</summary>
    private const double Rounder = 6755399441055744;

    private float[] gradients = [];
    private float[] hessians = [];
    private double perGradient;
    private double perHessian;
    private bool isFinite;

    /// <summary>Whether one packed sum holds all rows: <see cref="Unit"/> sees to it while there are few.</summary>
    private bool fits;

    /// <summary>Real gradient of one unit.</summary>
    public double GradientUnit { get; private set; }

    /// <summary>Real hessian of one unit.</summary>
    public double HessianUnit { get; private set; }

    /// <summary>Gradients in the upper, hessians in the lower 32 bits.</summary>
    public static long Pair(long packed) =>
        ((packed >> (RowBits + HessianBits)) << 32) + ((packed >> RowBits) & ((1L << HessianBits) - 1));

    /// <summary>The same for four sums.</summary>
    public static Vector256<long> Pair(Vector256<long> packed) =>
        ((packed >> (RowBits + HessianBits)) << 32) + ((packed >> RowBits) & Vector256.Create((1L << HessianBits) - 1));

    /// <summary>The rows of eight sums.</summary>
    public static Vector256<int> Rows(Vector256<long> first, Vector256<long> second) =>
        Vector256.Narrow(first, second) & Vector256.Create(MaxRows);

    /// <summary>Chooses the units for the given rows and returns the sums of these.</summary>
    /// <param name="gradients">Row → gradient; read until the next call.</param>
    /// <param name="hessians">Row → hessian; read until the next call.</param>
    public Sums Set(ReadOnlySpan<int> rows, float[] gradients, float[] hessians)
    {
        double sumG = 0, sumH = 0, mostG = 0, mostH = 0;
        foreach (int row in rows)
        {
            double g = Math.Abs(gradients[row]);
            double h = hessians[row];
            sumG += g;
            sumH += h;
            mostG = g > mostG ? g : mostG;
            mostH = h > mostH ? h : mostH;
        }

        GradientUnit = Unit(sumG, mostG, rows.Length, GradientBits - 1);
        HessianUnit = Unit(sumH, mostH, rows.Length, HessianBits);
        (this.gradients, this.hessians) = (gradients, hessians);
        isFinite = double.IsFinite(sumG + sumH);
        (perGradient, perHessian) = (1 / GradientUnit, 1 / HessianUnit);
        fits = rows.Length <= MaxRows;
        long packed = 0, total = 0;
        foreach (int row in rows)
        {
            long entry = Entry(row);
            packed += entry;
            total += fits ? 0 : Pair(entry);
        }

        return Sums.Of(fits ? Pair(packed) : total, rows.Length);
    }

    /// <summary>Gradient, hessian and 1 of a row, packed.</summary>
    public long Entry(int row) => isFinite ? Entry(gradients[row], hessians[row], perGradient, perHessian) : 1;

    /// <summary>
    /// Packs the first rows into <paramref name="target"/>, as many as one packed sum can hold, and returns how many.
    /// </summary>
    /// <param name="stride">Entries from one row to the next.</param>
    public int Gather(ReadOnlySpan<int> rows, Span<long> target, int stride = 1)
    {
        int most = Math.Min(rows.Length, Math.Min(MaxRows, (target.Length + stride - 1) / stride));
        if (fits && isFinite)
        {
            // Locals, which the compiler knows that writing the target does not change.
            (float[] all, float[] curvatures, double first, double second) = (gradients, hessians, perGradient, perHessian);
            for (int i = 0; i < most; i++)
            {
                target[i * stride] = Entry(all[rows[i]], curvatures[rows[i]], first, second);
            }

            return most;
        }

        long sumG = 0, sumH = 0;
        for (int i = 0; i < most; i++)
        {
            long entry = Entry(rows[i]);
            sumG += Math.Abs(entry >> (RowBits + HessianBits));
            sumH += (entry >> RowBits) & ((1L << HessianBits) - 1);
            if (sumG >= 1L << (GradientBits - 1) || sumH >= 1L << HessianBits)
            {
                return i;
            }

            target[i * stride] = entry;
        }

        return most;
    }

    private static long Entry(float gradient, float hessian, double perGradient, double perHessian) =>
        (Whole(gradient * perGradient) << (RowBits + HessianBits)) + (Whole(hessian * perHessian) << RowBits) + 1;

    /// <summary>The nearest integer, of two the even one: of numbers near <see cref="Rounder"/>, the last bit counts ones.</summary>
    private static long Whole(double value) => BitConverter.DoubleToInt64Bits(value + Rounder) - BitConverter.DoubleToInt64Bits(Rounder);

    /// <summary>Rounding adds at most half a unit a row.</summary>
    private static double Unit(double sum, double most, int rows, int bits)
    {
        double packed = Math.Max(1L << bits, (double)(1L << bits) * rows / (MaxRows + 1));
        double limit = Math.Min(packed, 1L << TotalBits) - rows;
        return sum > 0 ? Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(Math.Max(sum / limit, most / ((1L << bits) - 2))))) : 1;
    }
}
