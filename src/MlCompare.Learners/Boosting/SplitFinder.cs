using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Bins looked at together.</summary>
    private const int Lanes = 8;

    private readonly long[] lefts = new long[256];
    private readonly double[] ratios = new double[256];
    private readonly int[] order = new int[256];

    /// <summary>The best split, or null when none is allowed or gains enough.</summary>
    /// <param name="gradientUnit">Real gradient of one unit of fixed point.</param>
    /// <param name="hessianUnit">Real hessian of one unit.</param>
    /// <param name="bounds">What bounds the leaves below the node; null for nothing.</param>
    public Split? Best(
        Histogram histogram, Sums total, ReadOnlySpan<int> columns, double gradientUnit, double hessianUnit, Bounds? bounds = null)
    {
        if (total.N < 2 * limits.MinRows)
        {
            return null;
        }

        BestSoFar search = new(total, gradientUnit, hessianUnit, limits, bounds ?? limits.Root);
        double parent = search.Score(total);
        search.Raise(parent + limits.MinGain + RelativeFloor * Math.Abs(parent));
        Split? best = null;
        foreach (int j in columns)
        {
            search.Bin = -1;
            search.Direction = limits.Direction(j);
            BinSet left = table.Bins[j].IsCategorical
                ? Categories(histogram, table.Offsets[j], table.Bins[j], total, ref search)
                : Numbers(histogram, table.Offsets[j], table.Bins[j], ref search);
            if (search.Bin >= 0)
            {
                best = new Split(search.Best - parent, j, left, search.Left) { Score = search.Best };
            }
        }

        return best;
    }

    /// <summary>
    /// The columns that a split of this node or of any node below it may use: fewer rows than a leaf needs outside the column's
    /// most frequent bin can't make a side, and they do not become more.
    /// </summary>
    public int[] Usable(Histogram histogram, Sums total, int[] columns)
    {
        int most = total.N - Math.Max(1, limits.MinRows);
        bool IsUsable(int j) => histogram.Rows[table.Offsets[j] + table.Bins[j].Mode] <= most;
        foreach (int j in columns)
        {
            if (!IsUsable(j))
            {
                return Array.FindAll(columns, IsUsable);
            }
        }

        return columns;
    }

    private BinSet Numbers(Histogram histogram, int first, ColumnBins column, ref BestSoFar search)
    {
        Sums missing = column.HasMissing ? histogram[first + column.ValueBins] : default;
        ReadOnlySpan<long> pairs = histogram.Pairs.AsSpan(first, (column.ValueBins + Lanes - 1) / Lanes * Lanes);
        long sum = 0;
        bool missingLeft = false;
        int rows = 0;
        int counted = 0;
        for (int b = 0; b < column.ValueBins; b += Lanes)
        {
            sum = SumUp(pairs[b..], sum, lefts.AsSpan(b));
            uint promising = search.Promising(lefts.AsSpan(b), 0);
            promising |= missing.N > 0 ? search.Promising(lefts.AsSpan(b), missing.Pair) : 0;
            for (; promising != 0; promising &= promising - 1)
            {
                int bin = b + BitOperations.TrailingZeroCount(promising);
                if (bin >= column.ValueBins)
                {
                    break;
                }

                rows += TensorPrimitives.Sum<int>(histogram.Rows.AsSpan(first + counted, bin + 1 - counted));
                counted = bin + 1;
                Sums left = Sums.Of(lefts[bin], rows);
                missingLeft &= !search.Try(left, bin);
                missingLeft |= missing.N > 0 && search.Try(left + missing, bin);
            }
        }

        if (search.Bin < 0)
        {
            return default;
        }

        search.Bin = MiddleOfGap(histogram.Rows.AsSpan(first, column.ValueBins), search.Bin);
        BinSet set = BinSet.UpTo(search.Bin);
        bool withMissing = missing.N > 0 ? missingLeft : search.LeftIsHeavier;
        return withMissing ? set.With(column.ValueBins) : set;
    }

    /// <summary>Writes the sums up to each of eight bins, those before them included, and returns the last.</summary>
    private static long SumUp(ReadOnlySpan<long> pairs, long before, Span<long> sums)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<long> own = Vector512.Create(pairs);
            own += Avx512F.AlignRight64(own, Vector512<long>.Zero, 7);
            own += Avx512F.AlignRight64(own, Vector512<long>.Zero, 6);
            own += Avx512F.AlignRight64(own, Vector512<long>.Zero, 4);
            own += Vector512.Create(before);
            own.CopyTo(sums);
            return own[7];
        }

        for (int b = 0; b < Lanes; b++)
        {
            before += pairs[b];
            sums[b] = before;
        }

        return before;
    }

    /// <summary>Of the thresholds that part the node's rows alike, the one in the middle of the bins that are empty between them.</summary>
    private static int MiddleOfGap(ReadOnlySpan<int> rows, int bin)
    {
        int next = bin + 1;
        while (next < rows.Length && rows[next] == 0)
        {
            next++;
        }

        return next == rows.Length ? rows.Length - 1 : (bin + next - 1) / 2;
    }

    private BinSet Categories(Histogram histogram, int first, ColumnBins column, Sums total, ref BestSoFar search)
    {
        int present = 0;
        double sign = 0;
        double mean = total.H > 0 ? total.G * search.GradientUnit / (total.H * search.HessianUnit) : 0;
        for (int b = 0; b < column.Count; b++)
        {
            Sums bin = histogram[first + b];
            if (bin.N > 0)
            {
                double h = bin.H * search.HessianUnit;
                double ratio = (bin.G * search.GradientUnit - h * mean) / (h + limits.CategorySmoothing);
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
            left += histogram[first + order[i]];
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
            set = b >= column.Count || histogram.Rows[first + b] == 0 ? set.With(b) : set;
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
}
