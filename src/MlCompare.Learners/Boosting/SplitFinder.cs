using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Finds the best split of a node from its histogram: for numbers every threshold with the missing rows on either side, for
/// categories every prefix of the levels sorted by their smoothed gradient/hessian ratio (Fisher 1958: the best of all subsets
/// for a convex loss, but for the smoothing). Ties go to the first column and lowest bin, so nothing depends on the sign of the
/// gradients: swapped classes give the same splits.
/// </summary>
internal sealed class SplitFinder(BinnedTable table, TreeLimits limits)
{
    /// <summary>A gain below this share of the node's own score is rounding, not gain.</summary>
    private const double RelativeFloor = 1e-10;

    private readonly double[] ratios = new double[256];
    private readonly int[] order = new int[256];

    /// <summary>The best split, or null when none is allowed or gains enough.</summary>
    /// <param name="gradientUnit">Real gradient of one unit of fixed point.</param>
    /// <param name="hessianUnit">Real hessian of one unit.</param>
    /// <param name="bounds">What bounds the leaves below the node; null for nothing.</param>
    public Split? Best(
        Vector128<int>[] histogram, Sums total, int[] columns, double gradientUnit, double hessianUnit, Bounds? bounds = null)
    {
        if (total.N < 2 * limits.MinRows)
        {
            return null;
        }

        Search search = new(total, gradientUnit, hessianUnit, limits, bounds ?? limits.Root);
        double parent = search.Score(total);
        search.Best = parent + limits.MinGain + RelativeFloor * Math.Abs(parent);
        ReadOnlySpan<Sums4> all = MemoryMarshal.Cast<Vector128<int>, Sums4>(histogram);
        Split? best = null;
        foreach (int j in columns)
        {
            ReadOnlySpan<Sums4> bins = all[table.Offsets[j]..table.Offsets[j + 1]];
            search.Bin = -1;
            search.Direction = limits.Direction(j);
            BinSet left = table.Bins[j].IsCategorical
                ? Categories(bins, table.Bins[j], total, ref search)
                : Numbers(bins, table.Bins[j], ref search);
            if (search.Bin >= 0)
            {
                best = new Split(search.Best - parent, j, left, search.Left);
            }
        }

        return best;
    }

    private static BinSet Numbers(ReadOnlySpan<Sums4> bins, ColumnBins column, ref Search search)
    {
        Sums missing = column.HasMissing ? bins[column.ValueBins].Sums : default;
        Sums left = default;
        bool missingLeft = false;
        for (int b = 0; b < column.ValueBins; b++)
        {
            if (bins[b].N == 0)
            {
                continue;
            }

            left += bins[b].Sums;
            search.Try(left, b);
            if (missing.N > 0 && search.Try(left + missing, b))
            {
                missingLeft = true;
            }
            else if (search.Bin == b)
            {
                missingLeft = false;
            }
        }

        if (search.Bin < 0)
        {
            return default;
        }

        search.Bin = MiddleOfGap(bins[..column.ValueBins], search.Bin);
        BinSet set = BinSet.UpTo(search.Bin);
        bool withMissing = missing.N > 0 ? missingLeft : search.LeftIsHeavier;
        return withMissing ? set.With(column.ValueBins) : set;
    }

    /// <summary>Of the thresholds that part the node's rows alike, the one in the middle of the bins that are empty between them.</summary>
    private static int MiddleOfGap(ReadOnlySpan<Sums4> bins, int bin)
    {
        int next = bin + 1;
        while (next < bins.Length && bins[next].N == 0)
        {
            next++;
        }

        return next == bins.Length ? bins.Length - 1 : (bin + next - 1) / 2;
    }

    private BinSet Categories(ReadOnlySpan<Sums4> bins, ColumnBins column, Sums total, ref Search search)
    {
        int present = 0;
        double sign = 0;
        double mean = total.H > 0 ? total.G * search.GradientUnit / (total.H * search.HessianUnit) : 0;
        for (int b = 0; b < column.Count; b++)
        {
            if (bins[b].N > 0)
            {
                double h = bins[b].H * search.HessianUnit;
                double ratio = (bins[b].G * search.GradientUnit - h * mean) / (h + limits.CategorySmoothing);
                sign = sign == 0 ? Math.Sign(ratio) : sign;
                // Ascending in the direction of the first level: the order survives a change of all signs, ties included.
                ratios[present] = sign * ratio;
                order[present++] = b;
            }
        }

        Array.Sort(ratios, order, 0, present);
        SortTies(present);
        search.ExtraL2 = limits.CategoryL2;
        Sums left = default;
        for (int i = 0; i + 1 < present; i++)
        {
            left += bins[order[i]].Sums;
            search.Try(left, i);
        }

        search.ExtraL2 = 0;
        BinSet set = default;
        for (int i = 0; i <= search.Bin; i++)
        {
            set = set.With(order[i]);
        }

        // Levels (and missing values) that this node has not seen follow the heavier side.
        for (int b = 0; search.Bin >= 0 && search.LeftIsHeavier && b <= column.ValueBins; b++)
        {
            set = b >= column.Count || bins[b].N == 0 ? set.With(b) : set;
        }

        return set;
    }

    /// <summary>Orders equal ratios by bin, because the sort of the framework is not stable.</summary>
    private void SortTies(int present)
    {
        for (int start = 0, end; start < present; start = end)
        {
            end = start + 1;
            while (end < present && ratios[end] == ratios[start])
            {
                end++;
            }

            Array.Sort(order, start, end - start);
        }
    }

    /// <summary>An entry of a histogram as stored.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Sums4
    {
        public readonly int G;
        public readonly int H;
        public readonly int N;
        private readonly int unused;

        public Sums Sums => new(G, H, N + 0 * unused);
    }

    /// <summary>The best candidate so far.</summary>
    private struct Search(Sums total, double gradientUnit, double hessianUnit, TreeLimits limits, Bounds bounds)
    {
        private readonly double l1 = limits.L1;
        private readonly double l2 = limits.L2;
        private readonly int minRows = limits.MinRows;
        private readonly double minHessian = limits.MinHessian;
        private readonly bool isFree = limits.Directions is null && bounds.IsFree;

        public readonly double GradientUnit = gradientUnit;
        public readonly double HessianUnit = hessianUnit;

        public double Best;
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

            Best = score;
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
}
