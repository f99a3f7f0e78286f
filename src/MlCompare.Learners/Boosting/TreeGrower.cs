using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Boosting;

/// <summary>What a leaf of these rows shall hold.</summary>
internal delegate double LeafStep(ReadOnlySpan<int> rows);

/// <summary>
/// Grows one tree leaf by leaf, always splitting the leaf that gains most. Only the smaller child's histogram is built; the
/// sibling's is the parent's minus it. Buffers are kept from tree to tree.
/// </summary>
internal sealed class TreeGrower(BinnedTable table, TreeLimits limits, int threads = 1)
{
    /// <summary>Columns from which several threads pay: a column takes a fifth of a microsecond.</summary>
    private const int WorthwhileColumns = 200;

    /// <summary>Trees from which one pass for all pays: on 64 columns of 17 bins three gained nothing, ten a fifth of the fit.</summary>
    private const int WorthwhileTrees = 4;

    /// <summary>Bytes of packed sums: half of a usual second cache. Ten trees of 255 bins fit and neither gain nor lose.</summary>
    private const long SecondCache = 1 << 19;

    /// <summary>Of the histograms that wait for their trees: 48 MiB.</summary>
    private const long MostSlots = 1 << 22;

    private readonly HistogramBuilder builder = new(table, threads);
    private readonly SplitFinder[] finders = [.. Enumerable.Range(0, threads).Select(_ => new SplitFinder(table, limits))];
    private readonly FixedPoint ownPoints = new();
    private readonly RowPartition partition = new(table);
    private readonly Stack<Histogram> pool = new();
    private readonly List<Leaf> leaves = [];
    private FixedPoint[] sharedPoints = [];
    private RootHistograms? shared;
    private FixedPoint points = new();
    private LeafStep? renew;

    /// <summary>Grows a tree on the given rows and columns.</summary>
    /// <param name="columns">Ascending.</param>
    /// <param name="rate">Shrinkage of the leaf values.</param>
    /// <param name="gains">Binned column → gain, added to.</param>
    /// <param name="renew">What a leaf of these rows shall hold before shrinkage; null means the step of Newton.</param>
    /// <param name="followers">Other rows to which the tree will be added.</param>
    /// <param name="prepared">What <see cref="Roots"/> made of the same arguments.</param>
    public Tree Grow(
        ReadOnlySpan<int> train,
        float[] gradients,
        float[] hessians,
        int[] columns,
        double rate,
        double[] gains,
        CancellationToken cancel,
        LeafStep? renew = null,
        ReadOnlySpan<int> followers = default,
        TreeRoot? prepared = null)
    {
        this.renew = renew;
        partition.Set(train, followers);
        leaves.Clear();
        prepared ??= new TreeRoot(ownPoints, ownPoints.Set(train, gradients, hessians), null);
        points = prepared.Points;
        Leaf root = new(
            prepared.Total, 0, train.Length, followers.Length, 0, -1, false, limits.Root, limits.Root, columns) { Histogram = prepared.Histogram };
        leaves.Add(root);
        TreeWriter writer = new(table.Bins, table.Source);
        if (MaySplit(root) && columns.Length > 0)
        {
            if (root.Histogram is null)
            {
                root.Histogram = Rent();
                builder.Build(train, points, root.Total, columns, root.Histogram);
            }

            FindBest(root);
        }

        while (leaves.Count < limits.MaxLeaves && BestLeaf() is { } parent)
        {
            cancel.ThrowIfCancellationRequested();
            SplitLeaf(parent, writer, gains);
        }

        double[] values = new double[leaves.Count];
        double[] covers = new double[leaves.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Leaf leaf = leaves[i];
            ReadOnlySpan<int> rows = partition.Run(leaf.Start, leaf.Total.N);
            leaf.Value = rate * (renew is null ? NewtonStep(rows, gradients, hessians, leaf.Bounds) : leaf.LastBounds.Clip(renew(rows)));
            values[i] = leaf.Value;
            covers[i] = rows.Length;
            if (leaf.Parent >= 0)
            {
                writer.Link(leaf.Parent, leaf.IsLeft, ~i);
            }

            Return(leaf);
        }

        return writer.ToTree(values, covers);
    }

    /// <summary>
    /// Prepares trees that will grow, one after the other, on the same rows and columns, as many as one pass over the bins takes; none
    /// where that would not pay.
    /// </summary>
    /// <param name="gradients">Tree → row → gradient.</param>
    public TreeRoot[] Roots(ReadOnlySpan<int> train, ReadOnlySpan<float[]> gradients, ReadOnlySpan<float[]> hessians, int[] columns)
    {
        int trees = Math.Min(gradients.Length, RootHistograms.MostTrees);
        if (trees < WorthwhileTrees || columns.Length == 0 || table.Panels.Length == 0
            || RootHistograms.SumsOfPanel(table, trees) > SecondCache || (long)trees * table.Offsets[^1] > MostSlots)
        {
            return [];
        }

        shared ??= new RootHistograms(table, trees, threads);
        sharedPoints = sharedPoints.Length >= trees ? sharedPoints : [.. Enumerable.Range(0, trees).Select(_ => new FixedPoint())];
        TreeRoot[] roots = new TreeRoot[trees];
        for (int k = 0; k < trees; k++)
        {
            roots[k] = new TreeRoot(sharedPoints[k], sharedPoints[k].Set(train, gradients[k], hessians[k]), Rent());
        }

        shared.Build(train, sharedPoints, [.. roots.Select(root => root.Total)], columns, [.. roots.Select(root => root.Histogram!)]);
        return roots;
    }

    /// <summary>Adds the values of the tree grown last to the scores of the rows it was grown on and of those that followed.</summary>
    /// <param name="scores">Row × <paramref name="outputs"/>.</param>
    public void AddTo(double[] scores, int outputs, int output)
    {
        foreach (Leaf leaf in leaves)
        {
            Add(partition.Run(leaf.Start, leaf.Total.N), leaf.Value);
            Add(partition.Run(leaf.Follows, leaf.Followers), leaf.Value);
        }

        void Add(ReadOnlySpan<int> rows, double value)
        {
            foreach (int row in rows)
            {
                scores[row * outputs + output] += value;
            }
        }
    }

    private void SplitLeaf(Leaf parent, TreeWriter writer, double[] gains)
    {
        Split split = parent.Best!;
        gains[split.Column] += split.Gain;
        int node = writer.Add(split);
        if (parent.Parent >= 0)
        {
            writer.Link(parent.Parent, parent.IsLeft, node);
        }

        (Leaf left, Leaf right) = Part(parent, split, node);
        leaves[leaves.IndexOf(parent)] = left;
        leaves.Add(right);
        if (leaves.Count < limits.MaxLeaves && (MaySplit(left) || MaySplit(right)))
        {
            (Leaf small, Leaf large) = left.Total.N <= right.Total.N ? (left, right) : (right, left);
            small.Histogram = Rent();
            (large.Histogram, parent.Histogram) = (parent.Histogram, null);
            builder.Build(
                partition.Run(small.Start, small.Total.N), points, small.Total, parent.Columns, small.Histogram, large.Histogram);
            FindBest(small);
            FindBest(large);
        }

        Return(parent);
    }

    private (Leaf Left, Leaf Right) Part(Leaf parent, Split split, int node)
    {
        int direction = limits.Direction(split.Column);
        Sums rest = parent.Total - split.Left;
        int middle = parent.Start + split.Left.N;
        if (partition.Part(parent.Start, parent.Total.N, split) != split.Left.N)
        {
            throw new InvalidOperationException("Row counts and histogram disagree.");
        }

        int follow = partition.Part(parent.Follows, parent.Followers, split);
        (Bounds toLeft, Bounds toRight) = parent.Bounds.Part(direction, Weight(split.Left, parent.Bounds), Weight(rest, parent.Bounds));
        (Bounds lastLeft, Bounds lastRight) = renew is null || direction == 0
            ? (parent.LastBounds, parent.LastBounds)
            : parent.LastBounds.Part(
                direction,
                parent.LastBounds.Clip(renew(partition.Run(parent.Start, split.Left.N))),
                parent.LastBounds.Clip(renew(partition.Run(middle, rest.N))));
        return (
            new Leaf(split.Left, parent.Start, parent.Follows, follow, parent.Depth + 1, node, true, toLeft, lastLeft, parent.Columns),
            new Leaf(rest, middle, parent.Follows + follow, parent.Followers - follow, parent.Depth + 1, node, false, toRight, lastRight, parent.Columns));
    }

    private void FindBest(Leaf leaf)
    {
        if (MaySplit(leaf))
        {
            leaf.Columns = finders[0].Usable(leaf.Histogram!, leaf.Total, leaf.Columns);
            leaf.Best = Best(leaf, leaf.Histogram!);
        }

        if (leaf.Best is null)
        {
            Return(leaf);
        }
    }

    /// <summary>The first of the best splits, each thread having looked at its share of the columns.</summary>
    private Split? Best(Leaf leaf, Histogram histogram)
    {
        int parts = leaf.Columns.Length < WorthwhileColumns ? 1 : threads;
        if (parts == 1)
        {
            return finders[0].Best(histogram, leaf.Total, leaf.Columns, points.GradientUnit, points.HessianUnit, leaf.Bounds);
        }

        Split?[] found = new Split?[parts];
        Stripes.Run(parts, threads, default, part =>
        {
            ReadOnlySpan<int> share = leaf.Columns.AsSpan((part * leaf.Columns.Length / parts)..((part + 1) * leaf.Columns.Length / parts));
            found[part] = finders[part].Best(histogram, leaf.Total, share, points.GradientUnit, points.HessianUnit, leaf.Bounds);
        });
        return found.Aggregate((best, next) => best is null || next?.Score > best.Score ? next : best);
    }

    private double Weight(Sums sums, Bounds bounds) =>
        limits.Weight(sums.G * points.GradientUnit, sums.H * points.HessianUnit, bounds);

    /// <summary>The weight from the gradients themselves: fixed point is fine enough to choose splits by, not to keep.</summary>
    private double NewtonStep(ReadOnlySpan<int> rows, float[] gradients, float[] hessians, Bounds bounds)
    {
        double g = 0, h = 0;
        foreach (int row in rows)
        {
            g += gradients[row];
            h += hessians[row];
        }

        return limits.Weight(g, h, bounds);
    }

    private bool MaySplit(Leaf leaf) => leaf.Total.N >= 2 * limits.MinRows && leaf.Depth < limits.MaxDepth
        && leaf.Total.H * points.HessianUnit >= 2 * limits.MinHessian;

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

    private Histogram Rent() => pool.Count > 0 ? pool.Pop() : new Histogram(table.Offsets[^1]);

    private void Return(Leaf leaf)
    {
        if (leaf.Histogram is not null)
        {
            pool.Push(leaf.Histogram);
            leaf.Histogram = null;
        }
    }
}
