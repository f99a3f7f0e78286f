using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>The best split of a node so far, and what another has to beat.</summary>
internal struct BestSoFar(Sums total, double gradientUnit, double hessianUnit, TreeLimits limits, Bounds bounds)
{
    /// <summary>A bound on scores may be this share too low by rounding.</summary>
    private const double RelativeSlack = 1e-9;

    private readonly double l1 = limits.L1;
    private readonly double l2 = limits.L2;
    private readonly int minRows = limits.MinRows;
    private readonly double minHessian = limits.MinHessian;
    private readonly bool isFree = limits.Directions is null && bounds.IsFree;

    public readonly double GradientUnit = gradientUnit;
    public readonly double HessianUnit = hessianUnit;

    /// <summary>The best score; what a bound on others must exceed, in fixed point.</summary>
    public double Best, Bar;
    public int Bin;
    public Sums Left;
    public double ExtraL2;
    public int Direction;

    public readonly bool LeftIsHeavier => 2 * Left.N > total.N;

    /// <summary>Loss that a leaf of these rows takes away, times two.</summary>
    public readonly double Score(Sums sums)
    {
        double g = sums.G * GradientUnit;
        double h = sums.H * HessianUnit + l2;
        return isFree ? FreeScore(g, h) : BoundScore(g, h, Weight(g, h));
    }

    /// <summary>
    /// Bits of the candidates that may be better than the best one: their scores without penalty, bounds and limits, which only
    /// lower them, are. Compared without dividing: nearly all fall here.
    /// </summary>
    /// <param name="lefts">Sums on the left.</param>
    /// <param name="more">Sums that go left besides.</param>
    public readonly uint Promising(ReadOnlySpan<long> lefts, long more)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            return Promising(Vector256.Create(lefts), more) | Promising(Vector256.Create(lefts[4..]), more) << 4;
        }

        Vector512<long> left = Vector512.Create(lefts) + Vector512.Create(more);
        Vector512<long> right = Vector512.Create(total.Pair) - left;
        Vector512<long> low = Vector512.Create((long)uint.MaxValue);
        Vector512<double> leftG = Vector512.ConvertToDouble(left >> 32);
        Vector512<double> rightG = Vector512.ConvertToDouble(right >> 32);
        Vector512<double> leftH = Vector512.ConvertToDouble(left & low) * HessianUnit + Vector512.Create(l2);
        Vector512<double> rightH = Vector512.ConvertToDouble(right & low) * HessianUnit + Vector512.Create(l2);
        return (uint)Vector512.GreaterThan(leftG * leftG * rightH + rightG * rightG * leftH, leftH * rightH * Bar).ExtractMostSignificantBits();
    }

    public void Raise(double best)
    {
        Best = best;
        Bar = (best - RelativeSlack * Math.Abs(best)) / (GradientUnit * GradientUnit);
    }

    private readonly uint Promising(Vector256<long> left, long more)
    {
        left += Vector256.Create(more);
        Vector256<long> right = Vector256.Create(total.Pair) - left;
        Vector256<long> low = Vector256.Create((long)uint.MaxValue);
        Vector256<double> leftG = Vector256.ConvertToDouble(left >> 32);
        Vector256<double> rightG = Vector256.ConvertToDouble(right >> 32);
        Vector256<double> leftH = Vector256.ConvertToDouble(left & low) * HessianUnit + Vector256.Create(l2);
        Vector256<double> rightH = Vector256.ConvertToDouble(right & low) * HessianUnit + Vector256.Create(l2);
        return Vector256.GreaterThan(leftG * leftG * rightH + rightG * rightG * leftH, leftH * rightH * Bar).ExtractMostSignificantBits();
    }

    /// <summary>Takes this candidate when it is allowed and better than the best one.</summary>
    public bool Try(Sums left, int bin)
    {
        Sums right = total - left;
        if (left.N < minRows || right.N < minRows)
        {
            return false;
        }

        double leftH = left.H * HessianUnit;
        double rightH = right.H * HessianUnit;
        if (leftH < minHessian || rightH < minHessian)
        {
            return false;
        }

        double leftG = left.G * GradientUnit;
        double rightG = right.G * GradientUnit;
        leftH += l2 + ExtraL2;
        rightH += l2 + ExtraL2;
        double score = isFree
            ? FreeScore(leftG, leftH) + FreeScore(rightG, rightH)
            : BoundScore(leftG, leftH, rightG, rightH);
        if (!(score > Best))
        {
            return false;
        }

        Raise(score);
        Bin = bin;
        Left = left;
        return true;
    }

    private readonly double FreeScore(double g, double h)
    {
        double beyond = Math.Max(Math.Abs(g) - l1, 0);
        return beyond * beyond / h;
    }

    /// <summary>NaN, which is never better, when the sides are the wrong way round.</summary>
    private readonly double BoundScore(double leftG, double leftH, double rightG, double rightH)
    {
        double left = Weight(leftG, leftH);
        double right = Weight(rightG, rightH);
        return Direction * (right - left) < 0 ? double.NaN : BoundScore(leftG, leftH, left) + BoundScore(rightG, rightH, right);
    }

    private readonly double BoundScore(double g, double h, double weight) =>
        -weight * (2 * g + h * weight) - 2 * l1 * Math.Abs(weight);

    private readonly double Weight(double g, double h) =>
        bounds.Clip(-Math.CopySign(Math.Max(Math.Abs(g) - l1, 0), g) / h);
}
