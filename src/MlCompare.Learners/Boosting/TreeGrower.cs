using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>What a leaf of these rows shall hold.</summary>
internal delegate double LeafStep(ReadOnlySpan<int> rows);

/// <summary>
/// Grows one tree leaf by leaf, always splitting the leaf that gains most. Only the smaller child's histogram is built; the
/// sibling's is the parent's minus it. Buffers are kept from tree to tree.
/// </summary>
internal sealed class TreeGrower(BinnedTable table, TreeLimits limits)
{
    private readonly HistogramBuilder builder = new(table);
    private readonly SplitFinder finder = new(table, limits);
    private readonly FixedPoint points = new(table.Count);
    private readonly int[] rows = new int[table.Count];
    private readonly int[] spare = new int[table.Count];
    private readonly Stack<Vector128<int>[]> pool = new();
    private readonly List<Leaf> leaves = [];
    private LeafStep? renew;

    /// <summary>Grows a tree on the given rows and columns.</summary>
    /// <param name="rate">Shrinkage of the leaf values.</param>
    /// <param name="gains">Binned column → gain, added to.</param>
    /// <param name="renew">What a leaf of these rows shall hold before shrinkage; null means the step of Newton.</param>
    public Tree Grow(
        ReadOnlySpan<int> train,
        float[] gradients,
        float[] hessians,
        int[] columns,
        double rate,
        double[] gains,
        CancellationToken cancel,
        LeafStep? renew = null)
    {
        this.renew = renew;
        train.CopyTo(rows);
        leaves.Clear();
        Leaf root = new(0, train.Length, 0, points.Set(train, gradients, hessians), -1, false, limits.Root, limits.Root);
        leaves.Add(root);
        TreeWriter writer = new(table);
        if (MaySplit(root) && columns.Length > 0)
        {
            root.Histogram = Rent();
            builder.Build(train, points.Entries, ToVector(root.Total), columns, root.Histogram);
            root.Best = FindBest(root, columns);
        }

        while (leaves.Count < limits.MaxLeaves && BestLeaf() is { } parent)
        {
            cancel.ThrowIfCancellationRequested();
            SplitLeaf(parent, writer, columns, gains);
        }

        double[] values = new double[leaves.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Leaf leaf = leaves[i];
            values[i] = rate * (renew is null ? Weight(leaf.Total, leaf.Bounds) : Renewed(leaf.Start, leaf.Total.N, leaf.LastBounds));
            leaf.Value = values[i];
            if (leaf.Parent >= 0)
            {
                writer.Link(leaf.Parent, leaf.IsLeft, ~i);
            }

            Return(leaf);
        }

        return writer.ToTree(values, [.. leaves.Select(leaf => leaf.Total.N)]);
    }

    /// <summary>Adds the values of the tree grown last to the scores of the rows it was grown on.</summary>
    /// <param name="scores">Row × <paramref name="outputs"/>.</param>
    public void AddTo(double[] scores, int outputs, int output)
    {
        foreach (Leaf leaf in leaves)
        {
            foreach (int row in rows.AsSpan(leaf.Start, leaf.Total.N))
            {
                scores[row * outputs + output] += leaf.Value;
            }
        }
    }

    private void SplitLeaf(Leaf parent, TreeWriter writer, int[] columns, double[] gains)
    {
        Split split = parent.Best!;
        gains[split.Column] += split.Gain;
        int node = writer.Add(split);
        if (parent.Parent >= 0)
        {
            writer.Link(parent.Parent, parent.IsLeft, node);
        }

        Partition(parent, split);
        Sums rest = parent.Total - split.Left;
        (Bounds toLeft, Bounds toRight) = parent.Bounds.Part(
            limits.Direction(split.Column), Weight(split.Left, parent.Bounds), Weight(rest, parent.Bounds));
        int middle = parent.Start + split.Left.N;
        (Bounds lastLeft, Bounds lastRight) = renew is null || limits.Direction(split.Column) == 0
            ? (parent.LastBounds, parent.LastBounds)
            : parent.LastBounds.Part(
                limits.Direction(split.Column),
                Renewed(parent.Start, split.Left.N, parent.LastBounds),
                Renewed(middle, rest.N, parent.LastBounds));
        Leaf left = new(parent.Start, split.Left.N, parent.Depth + 1, split.Left, node, true, toLeft, lastLeft);
        Leaf right = new(middle, rest.N, parent.Depth + 1, rest, node, false, toRight, lastRight);
        leaves[leaves.IndexOf(parent)] = left;
        leaves.Add(right);
        bool grow = leaves.Count < limits.MaxLeaves;
        if (grow && (MaySplit(left) || MaySplit(right)))
        {
            (Leaf small, Leaf large) = left.Total.N <= right.Total.N ? (left, right) : (right, left);
            small.Histogram = Rent();
            builder.Build(
                rows.AsSpan(small.Start, small.Total.N), points.Entries, ToVector(small.Total), columns, small.Histogram);
            large.Histogram = parent.Histogram;
            parent.Histogram = null;
            builder.Subtract(large.Histogram!, small.Histogram, columns);
            small.Best = FindBest(small, columns);
            large.Best = FindBest(large, columns);
        }

        Return(parent);
    }

    /// <summary>Parts the parent's rows in place, each side in its old order.</summary>
    private void Partition(Leaf parent, Split split)
    {
        byte[] codes = table.Codes[split.Column];
        Span<bool> goesLeft = stackalloc bool[256];
        for (int bin = 0; bin < 256; bin++)
        {
            goesLeft[bin] = split.LeftBins.Contains(bin);
        }

        Span<int> segment = rows.AsSpan(parent.Start, parent.Total.N);
        int left = 0;
        int right = 0;
        foreach (int row in segment)
        {
            // Both are written and one counts on: no branch to mispredict.
            int toLeft = goesLeft[codes[row]] ? 1 : 0;
            spare[right] = row;
            segment[left] = row;
            left += toLeft;
            right += 1 - toLeft;
        }

        spare.AsSpan(0, right).CopyTo(segment[left..]);
    }

    private Split? FindBest(Leaf leaf, int[] columns)
    {
        Split? best = MaySplit(leaf)
            ? finder.Best(leaf.Histogram!, leaf.Total, columns, points.GradientUnit, points.HessianUnit, leaf.Bounds)
            : null;
        if (best is null)
        {
            Return(leaf);
        }

        return best;
    }

    private double Weight(Sums sums, Bounds bounds) =>
        limits.Weight(sums.G * points.GradientUnit, sums.H * points.HessianUnit, bounds);

    private double Renewed(int start, int count, Bounds bounds) => bounds.Clip(renew!(rows.AsSpan(start, count)));

    private bool MaySplit(Leaf leaf) => leaf.Total.N >= 2 * limits.MinRows && leaf.Depth < limits.MaxDepth;

    private Leaf? BestLeaf()
    {
        Leaf? best = null;
        foreach (Leaf leaf in leaves)
        {
            if (leaf.Best is not null && (best is null || leaf.Best.Gain > best.Best!.Gain))
            {
                best = leaf;
            }
        }

        return best;
    }

    private Vector128<int>[] Rent() => pool.Count > 0 ? pool.Pop() : new Vector128<int>[table.Offsets[^1]];

    private void Return(Leaf leaf)
    {
        if (leaf.Histogram is not null)
        {
            pool.Push(leaf.Histogram);
            leaf.Histogram = null;
        }
    }

    private static Vector128<int> ToVector(Sums sums) => Vector128.Create(sums.G, sums.H, sums.N, 0);

    /// <summary>Rows that are together at present.</summary>
    private sealed class Leaf(int start, int count, int depth, Sums total, int parent, bool isLeft, Bounds bounds, Bounds lastBounds)
    {
        public int Start { get; } = start;

        public int Depth { get; } = depth;

        public Sums Total { get; } = count == total.N ? total : throw new InvalidOperationException("Row counts and histogram disagree.");

        public int Parent { get; } = parent;

        public bool IsLeft { get; } = isLeft;

        public Bounds Bounds { get; } = bounds;

        /// <summary>The same for leaves that are renewed.</summary>
        public Bounds LastBounds { get; } = lastBounds;

        public Vector128<int>[]? Histogram { get; set; }

        public Split? Best { get; set; }

        public double Value { get; set; }
    }
}
