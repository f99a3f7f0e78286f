using MlCompare.Learners.Boosting;

namespace MlCompare.Learners.Forest;

/// <summary>Grows one tree, depth first, until its leaves are pure or too small.</summary>
internal sealed class ForestGrower<T>(ForestTable table, T targets, bool drawn, ForestLimits limits) : IForestGrower
    where T : struct, ITally
{
    private readonly SplitSearch<T> search = new(table, targets, drawn, limits.MinRows);
    private readonly int[] rows = new int[table.Count];
    private readonly int[] spare = new int[table.Count];
    private readonly int[] columns = new int[table.Width];
    private readonly Stack<Node> open = new();

    public ForestTree Grow(Bag bag, double[] gains, int[] leafOf, Rng rng, CancellationToken cancel)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            // Draws must not depend on the trees that this grower grew before.
            columns[j] = j;
        }

        bag.Drawn.CopyTo(rows, 0);
        bag.Left.CopyTo(rows, bag.Drawn.Length);
        TreeWriter writer = new(table.Bins, table.Source);
        ForestLeaves leaves = new();
        open.Clear();
        open.Push(new Node(0, bag.Drawn.Length, bag.Drawn.Length, bag.Left.Length, 0, -1, false));
        while (open.TryPop(out Node node))
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<int> own = rows.AsSpan(node.Start, node.Rows);
            Split? split = search.Begin(own, bag.Weights) || node.Rows < 2 * limits.MinRows || node.Depth >= limits.MaxDepth
                ? null
                : Best(own, bag.Weights, rng);
            int place = split is null ? ~leaves.Count : writer.Add(split);
            if (node.Parent >= 0)
            {
                writer.Link(node.Parent, node.IsLeft, place);
            }

            if (split is null)
            {
                foreach (int row in rows.AsSpan(node.Follows, node.Followers))
                {
                    leafOf[row] = leaves.Count;
                }

                search.AddLeaf(leaves);
                continue;
            }

            gains[split.Column] += split.Gain;
            int left = Part(node.Start, node.Rows, split);
            int follow = Part(node.Follows, node.Followers, split);
            open.Push(new Node(node.Start + left, node.Rows - left, node.Follows + follow, node.Followers - follow, node.Depth + 1, place, false));
            open.Push(new Node(node.Start, left, node.Follows, follow, node.Depth + 1, place, true));
        }

        return leaves.Close(writer);
    }

    /// <summary>
    /// Draws columns until enough were looked at, and on while all of these were constant, as the reference implementations do.
    /// </summary>
    private Split? Best(ReadOnlySpan<int> own, byte[] weights, Rng rng)
    {
        bool any = false;
        for (int i = 0; i < columns.Length && (i < limits.Columns || !any); i++)
        {
            int pick = i + rng.NextInt(columns.Length - i);
            (columns[i], columns[pick]) = (columns[pick], columns[i]);
            any |= search.Try(columns[i], own, weights, rng);
        }

        return search.Best;
    }

    /// <summary>Parts rows in place, each side in its old order; gives the number that go left.</summary>
    private int Part(int start, int count, Split split)
    {
        byte[] codes = table.Codes[split.Column];
        BinSet set = split.LeftBins;
        ReadOnlySpan<ulong> bits = [set.A, set.B, set.C, set.D];
        Span<int> segment = rows.AsSpan(start, count);
        int left = 0, right = 0;
        foreach (int row in segment)
        {
            int code = codes[row];
            int toLeft = (int)(bits[code >> 6] >> (code & 63)) & 1;
            spare[right] = row;
            segment[left] = row;
            left += toLeft;
            right += 1 - toLeft;
        }

        spare.AsSpan(0, right).CopyTo(segment[left..]);
        return left;
    }

    /// <summary>Rows that are together; those that follow don't count.</summary>
    private readonly record struct Node(int Start, int Rows, int Follows, int Followers, int Depth, int Parent, bool IsLeft);
}

/// <summary>Grows trees one after the other, whatever their targets.</summary>
internal interface IForestGrower
{
    /// <param name="gains">Binned column → decrease of impurity, added to.</param>
    /// <param name="leafOf">Row → leaf, set for the rows that the bag leaves out.</param>
    ForestTree Grow(Bag bag, double[] gains, int[] leafOf, Rng rng, CancellationToken cancel);
}

/// <summary>What a tree of a forest may do.</summary>
/// <param name="Columns">Columns looked at for each split.</param>
internal sealed record ForestLimits(int MaxDepth, int MinRows, int Columns);
