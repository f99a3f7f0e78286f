using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Sums gradients, hessians and rows over the bins of every column for the rows of one node. An entry is four 32-bit integers
/// (gradient, hessian, rows, 0) in fixed point, so the sums are exact: their order does not matter, and the histogram of a
/// sibling is the parent's minus the other's to the last bit.
/// </summary>
internal sealed unsafe class HistogramBuilder(BinnedTable table)
{
    private readonly Vector128<int>[] ordered = new Vector128<int>[table.Count];
    private readonly Vector128<int>[] odd = new Vector128<int>[256];

    /// <summary>Fills <paramref name="histogram"/> for the given columns; what it holds for others means nothing.</summary>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="entries">Row → its gradient, hessian and 1.</param>
    /// <param name="histogram">One entry a bin, at the offsets of <see cref="BinnedTable.Offsets"/>.</param>
    public void Build(
        ReadOnlySpan<int> rows, Vector128<int>[] entries, Vector128<int> total, int[] columns, Vector128<int>[] histogram)
    {
        foreach (int j in columns)
        {
            Array.Clear(histogram, table.Offsets[j], table.Bins[j].Count);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ordered[i] = entries[rows[i]];
        }

        SparseBins? sparse = table.Sparse;
        fixed (int* row = rows)
        fixed (Vector128<int>* entry = ordered, target = histogram, spare = odd)
        {
            foreach (int j in columns)
            {
                if (sparse is null || !sparse.IsSparse[j])
                {
                    fixed (byte* codes = table.Codes[j])
                    {
                        AddDense(codes, row, entry, rows.Length, target + table.Offsets[j], spare, table.Bins[j].Count);
                    }
                }
            }

            if (sparse is not null)
            {
                AddSparse(sparse, rows, entry, target);
                CompleteSparse(sparse, columns, total, histogram);
            }
        }
    }

    /// <summary>Turns a parent's histogram into that of the child whose sibling is given.</summary>
    public void Subtract(Vector128<int>[] parent, Vector128<int>[] sibling, int[] columns)
    {
        foreach (int j in columns)
        {
            for (int slot = table.Offsets[j]; slot < table.Offsets[j + 1]; slot++)
            {
                parent[slot] -= sibling[slot];
            }
        }
    }

    /// <summary>
    /// Rows go alternately to two histograms, so that neighbours in one bin (a background of zeros) need not wait for each
    /// other's sum; small nodes don't earn the merging.
    /// </summary>
    private static void AddDense(
        byte* codes, int* rows, Vector128<int>* entries, int count, Vector128<int>* target, Vector128<int>* spare, int bins)
    {
        int i = 0;
        if (count >= 4 * bins)
        {
            new Span<Vector128<int>>(spare, bins).Clear();
            for (; i + 3 < count; i += 4)
            {
                target[codes[rows[i]]] += entries[i];
                spare[codes[rows[i + 1]]] += entries[i + 1];
                target[codes[rows[i + 2]]] += entries[i + 2];
                spare[codes[rows[i + 3]]] += entries[i + 3];
            }

            for (int b = 0; b < bins; b++)
            {
                target[b] += spare[b];
            }
        }

        for (; i < count; i++)
        {
            target[codes[rows[i]]] += entries[i];
        }
    }

    private static void AddSparse(SparseBins sparse, ReadOnlySpan<int> rows, Vector128<int>* entries, Vector128<int>* target)
    {
        fixed (int* slots = sparse.Slots)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                Vector128<int> entry = entries[i];
                long end = sparse.Starts[rows[i] + 1];
                for (long s = sparse.Starts[rows[i]]; s < end; s++)
                {
                    target[slots[s]] += entry;
                }
            }
        }
    }

    private void CompleteSparse(SparseBins sparse, int[] columns, Vector128<int> total, Vector128<int>[] histogram)
    {
        foreach (int j in columns)
        {
            if (sparse.IsSparse[j])
            {
                Vector128<int> rest = total;
                for (int slot = table.Offsets[j]; slot < table.Offsets[j + 1]; slot++)
                {
                    rest -= histogram[slot];
                }

                histogram[table.Offsets[j] + sparse.Modes[j]] += rest;
            }
        }
    }
}
