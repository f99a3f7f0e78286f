using System.Numerics.Tensors;

namespace MlCompare.Learners.Boosting;

/// <summary>The part of a node's histogram that belongs to the sparse columns.</summary>
internal sealed class SparseSums(BinnedTable table)
{
    /// <summary>Empties the sparse ones of the columns.</summary>
    public void Clear(ReadOnlySpan<int> columns, Histogram histogram)
    {
        foreach (int j in columns)
        {
            if (table.IsSparse[j])
            {
                Array.Clear(histogram.Pairs, table.Offsets[j], table.Offsets[j + 1] - table.Offsets[j]);
                Array.Clear(histogram.Rows, table.Offsets[j], table.Offsets[j + 1] - table.Offsets[j]);
            }
        }
    }

    /// <summary>Adds what rows hold outside the shared bins.</summary>
    /// <param name="entries">The rows in fixed point, one every <paramref name="stride"/>.</param>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<long> entries, int stride, Histogram histogram)
    {
        if (table.Sparse is not { } sparse)
        {
            return;
        }

        long[] pairs = histogram.Pairs;
        int[] counts = histogram.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            long pair = FixedPoint.Pair(entries[i * stride]);
            foreach (int slot in sparse.Slots.AsSpan(sparse.Starts[rows[i]]..sparse.Starts[rows[i] + 1]))
            {
                pairs[slot] += pair;
                counts[slot]++;
            }
        }
    }

    /// <summary>The shared bins hold the rest of the node's rows; then the sums go off the parent's histogram, when there is one.</summary>
    public void Complete(ReadOnlySpan<int> columns, Sums total, Histogram histogram, Histogram? parent)
    {
        foreach (int j in columns)
        {
            if (table.IsSparse[j])
            {
                Range slots = table.Offsets[j]..table.Offsets[j + 1];
                int shared = table.Offsets[j] + table.Bins[j].Mode;
                histogram.Pairs[shared] += total.Pair - TensorPrimitives.Sum<long>(histogram.Pairs.AsSpan(slots));
                histogram.Rows[shared] += total.N - TensorPrimitives.Sum<int>(histogram.Rows.AsSpan(slots));
                parent?.Subtract(histogram, slots);
            }
        }
    }
}
