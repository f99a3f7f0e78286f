using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Gradients and hessians of the rows of one tree as 32-bit integers. The unit is a power of two chosen so that the sum of all
/// magnitudes is below 2^30: no sum over a subset can overflow, and the unit shrinks as the gradients do.
/// </summary>
internal sealed class FixedPoint(int count)
{
    private const int Bits = 30;

    /// <summary>Row → gradient, hessian, 1, 0.</summary>
    public Vector128<int>[] Entries { get; } = new Vector128<int>[count];

    /// <summary>Real gradient of one unit.</summary>
    public double GradientUnit { get; private set; }

    /// <summary>Real hessian of one unit.</summary>
    public double HessianUnit { get; private set; }

    /// <summary>Sets the entries of the given rows and returns their sums.</summary>
    public Sums Set(ReadOnlySpan<int> rows, float[] gradients, float[] hessians)
    {
        double sumG = 0;
        double sumH = 0;
        foreach (int row in rows)
        {
            sumG += Math.Abs(gradients[row]);
            sumH += hessians[row];
        }

        // Rounding adds at most half a unit a row.
        GradientUnit = Unit(sumG, rows.Length);
        HessianUnit = Unit(sumH, rows.Length);
        double perGradient = 1 / GradientUnit;
        double perHessian = 1 / HessianUnit;
        Vector128<int> total = default;
        foreach (int row in rows)
        {
            Vector128<int> entry = Vector128.Create(
                (int)Math.Round(gradients[row] * perGradient), (int)Math.Round(hessians[row] * perHessian), 1, 0);
            Entries[row] = entry;
            total += entry;
        }

        return new Sums(total.GetElement(0), total.GetElement(1), total.GetElement(2));
    }

    private static double Unit(double sum, int rows) =>
        sum > 0 ? Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(sum / ((1L << Bits) - rows)))) : 1;
}
