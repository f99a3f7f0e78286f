using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Sums gradients, hessians and rows over the bins of every column for the rows of one node: packed into 64 bits for as many rows
/// as these can hold, then widened into the histogram of the node.
/// </summary>
internal sealed unsafe class HistogramBuilder(BinnedTable table, int threads = 1)
{
    private const int Bins = 256;

    /// <summary>Rows between the one being added and the one whose codes are fetched: a node's rows lie apart, so the hardware can't guess.</summary>
    private const int Ahead = 16;

    /// <summary>Rows × columns from which several threads pay: about 50 µs of work.</summary>
    private const long Worthwhile = 1 << 17;

    private readonly long[] ordered = new long[Math.Min(table.Count, FixedPoint.MaxRows)];
    private readonly long[] scratch = new long[CodePanel.MaxWidth * Bins];
    private readonly ConcurrentBag<long[]> pool = [];
    private readonly int[] starts = new int[table.Panels.Length + 1];

    /// <summary>Fills <paramref name="histogram"/> for the given columns; what it holds for others means nothing.</summary>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="total">Their sums.</param>
    /// <param name="columns">Ascending.</param>
    public void Build(ReadOnlySpan<int> rows, FixedPoint points, Sums total, ReadOnlySpan<int> columns, Histogram histogram)
    {
        ClearSparse(columns, histogram);
        int panels = Divide(columns);
        bool first = true;
        fixed (int* row = rows, column = columns)
        {
            int* next = row;
            for (int left = rows.Length; left > 0;)
            {
                int* taken = next;
                int count = points.Gather(new ReadOnlySpan<int>(taken, left), ordered);
                AddChunk(taken, count, column, columns.Length, panels, histogram, first);
                next += count;
                left -= count;
                first = false;
            }
        }

        CompleteSparse(columns, total, histogram);
    }

    /// <summary>Turns a parent's histogram into that of the child whose sibling is given.</summary>
    public void Subtract(Histogram parent, Histogram sibling, ReadOnlySpan<int> columns)
    {
        // One run of slots for each run of neighbouring columns.
        for (int i = 0, j; i < columns.Length; i = j)
        {
            for (j = i + 1; j < columns.Length && columns[j] == columns[j - 1] + 1;)
            {
                j++;
            }

            Range slots = table.Offsets[columns[i]]..table.Offsets[columns[j - 1] + 1];
            TensorPrimitives.Subtract(parent.Pairs.AsSpan(slots), sibling.Pairs.AsSpan(slots), parent.Pairs.AsSpan(slots));
            TensorPrimitives.Subtract(parent.Rows.AsSpan(slots), sibling.Rows.AsSpan(slots), parent.Rows.AsSpan(slots));
        }
    }

    /// <summary>Sets where the columns of each panel start, sparse ones among them, and returns the number of panels.</summary>
    private int Divide(ReadOnlySpan<int> columns)
    {
        int panels = 0;
        int last = -1;
        for (int i = 0; i < columns.Length; i++)
        {
            if (!table.IsSparse[columns[i]] && table.Places[columns[i]].Panel != last)
            {
                last = table.Places[columns[i]].Panel;
                starts[panels++] = i;
            }
        }

        starts[panels] = columns.Length;
        return panels;
    }

    private void AddChunk(int* rows, int count, int* columns, int width, int panels, Histogram histogram, bool first)
    {
        if (threads <= 1 || (long)count * width < Worthwhile)
        {
            // No lambda here: small nodes would feel it.
            for (int p = 0; p < panels; p++)
            {
                AddDense(rows, count, new ReadOnlySpan<int>(columns + starts[p], starts[p + 1] - starts[p]), histogram, first, scratch);
            }

            AddSparse(new ReadOnlySpan<int>(rows, count), histogram);
            return;
        }

        Stripes.Run(panels + 1, threads, default, part =>
        {
            if (part == panels)
            {
                AddSparse(new ReadOnlySpan<int>(rows, count), histogram);
                return;
            }

            long[] packed = pool.TryTake(out long[]? pooled) ? pooled : new long[CodePanel.MaxWidth * Bins];
            AddDense(rows, count, new ReadOnlySpan<int>(columns + starts[part], starts[part + 1] - starts[part]), histogram, first, packed);
            pool.Add(packed);
        });
    }

    private void AddDense(int* rows, int count, ReadOnlySpan<int> columns, Histogram histogram, bool first, long[] packed)
    {
        byte* places = stackalloc byte[CodePanel.MaxWidth];
        int used = 0;
        foreach (int j in columns)
        {
            if (!table.IsSparse[j])
            {
                places[used++] = (byte)table.Places[j].Place;
            }
        }

        CodePanel panel = table.Panels[table.Places[columns[0]].Panel];
        fixed (byte* codes = panel.Codes)
        fixed (long* entry = ordered, sums = packed)
        {
            if (used == panel.Width)
            {
                AddAll(codes, used, rows, entry, count, sums);
            }
            else
            {
                AddSome(codes, panel.Width, places, used, rows, entry, count, sums);
            }
        }

        int block = 0;
        foreach (int j in columns)
        {
            if (!table.IsSparse[j])
            {
                Widen(packed.AsSpan(Bins * block++), histogram, table.Offsets[j], table.Offsets[j + 1], first);
            }
        }
    }

    private static void AddAll(byte* codes, int width, int* rows, long* entries, int count, long* sums)
    {
        for (int i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Ahead < count)
            {
                Sse.Prefetch0(codes + (long)rows[i + Ahead] * width);
            }

            byte* code = codes + (long)rows[i] * width;
            long entry = entries[i];
            long* to = sums;
            int left = width;
            for (; left >= 4; left -= 4)
            {
                to[code[0]] += entry;
                to[code[1] + Bins] += entry;
                to[code[2] + 2 * Bins] += entry;
                to[code[3] + 3 * Bins] += entry;
                code += 4;
                to += 4 * Bins;
            }

            for (; left > 0; left--)
            {
                to[*code++] += entry;
                to += Bins;
            }
        }
    }

    private static void AddSome(byte* codes, int width, byte* places, int used, int* rows, long* entries, int count, long* sums)
    {
        for (int i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Ahead < count)
            {
                Sse.Prefetch0(codes + (long)rows[i + Ahead] * width);
            }

            byte* code = codes + (long)rows[i] * width;
            long entry = entries[i];
            long* to = sums;
            for (int k = 0; k < used; k++)
            {
                to[code[places[k]]] += entry;
                to += Bins;
            }
        }
    }

    /// <summary>Moves packed sums into the histogram and leaves zeros.</summary>
    private static void Widen(Span<long> packed, Histogram histogram, int start, int end, bool first)
    {
        Span<long> sums = packed[..(end - start)];
        Span<long> pairs = histogram.Pairs.AsSpan(start, sums.Length);
        Span<int> rows = histogram.Rows.AsSpan(start, sums.Length);
        if (first)
        {
            pairs.Clear();
            rows.Clear();
        }

        for (int b = 0; b < sums.Length; b += 8)
        {
            Vector256<long> some = Vector256.Create<long>(sums[b..]);
            Vector256<long> more = Vector256.Create<long>(sums[(b + 4)..]);
            (FixedPoint.Pair(some) + Vector256.Create<long>(pairs[b..])).CopyTo(pairs[b..]);
            (FixedPoint.Pair(more) + Vector256.Create<long>(pairs[(b + 4)..])).CopyTo(pairs[(b + 4)..]);
            (FixedPoint.Rows(some, more) + Vector256.Create<int>(rows[b..])).CopyTo(rows[b..]);
        }

        sums.Clear();
    }

    private void ClearSparse(ReadOnlySpan<int> columns, Histogram histogram)
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

    private void AddSparse(ReadOnlySpan<int> rows, Histogram histogram)
    {
        if (table.Sparse is not { } sparse)
        {
            return;
        }

        long[] pairs = histogram.Pairs;
        int[] counts = histogram.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            long pair = FixedPoint.Pair(ordered[i]);
            foreach (int slot in sparse.Slots.AsSpan(sparse.Starts[rows[i]]..sparse.Starts[rows[i] + 1]))
            {
                pairs[slot] += pair;
                counts[slot]++;
            }
        }
    }

    private void CompleteSparse(ReadOnlySpan<int> columns, Sums total, Histogram histogram)
    {
        foreach (int j in columns)
        {
            if (table.IsSparse[j])
            {
                Range slots = table.Offsets[j]..table.Offsets[j + 1];
                int shared = table.Offsets[j] + table.Bins[j].Mode;
                histogram.Pairs[shared] += total.Pair - TensorPrimitives.Sum<long>(histogram.Pairs.AsSpan(slots));
                histogram.Rows[shared] += total.N - TensorPrimitives.Sum<int>(histogram.Rows.AsSpan(slots));
            }
        }
    }
}
