using System.Collections.Concurrent;
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
    private readonly SparseSums sparse = new(table);
    private readonly int[] starts = new int[table.Panels.Length + 1];

    /// <summary>Fills <paramref name="histogram"/> for the given columns; what it holds for others means nothing.</summary>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="total">Their sums.</param>
    /// <param name="columns">Ascending.</param>
    /// <param name="parent">Histogram of the node above, turned into that of the sibling; null for none.</param>
    public void Build(
        ReadOnlySpan<int> rows, FixedPoint points, Sums total, ReadOnlySpan<int> columns, Histogram histogram, Histogram? parent = null)
    {
        sparse.Clear(columns, histogram);
        int panels = Divide(columns);
        bool first = true;
        fixed (int* row = rows, column = columns)
        {
            int* next = row;
            for (int left = rows.Length; left > 0;)
            {
                int* taken = next;
                int count = points.Gather(new ReadOnlySpan<int>(taken, left), ordered);
                left -= count;
                AddChunk(taken, count, column, columns.Length, panels, new Target(histogram, left > 0 ? null : parent, first));
                next += count;
                first = false;
            }
        }

        sparse.Complete(columns, total, histogram, parent);
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

    private void AddChunk(int* rows, int count, int* columns, int width, int panels, Target target)
    {
        if (threads <= 1 || (long)count * width < Worthwhile)
        {
            // No lambda here: small nodes would feel it.
            for (int p = 0; p < panels; p++)
            {
                AddDense(rows, count, new ReadOnlySpan<int>(columns + starts[p], starts[p + 1] - starts[p]), target, scratch);
            }

            sparse.Add(new ReadOnlySpan<int>(rows, count), ordered, 1, target.Histogram);
            return;
        }

        Stripes.Run(panels + 1, threads, default, part =>
        {
            if (part == panels)
            {
                sparse.Add(new ReadOnlySpan<int>(rows, count), ordered, 1, target.Histogram);
                return;
            }

            long[] packed = pool.TryTake(out long[]? pooled) ? pooled : new long[CodePanel.MaxWidth * Bins];
            AddDense(rows, count, new ReadOnlySpan<int>(columns + starts[part], starts[part + 1] - starts[part]), target, packed);
            pool.Add(packed);
        });
    }

    private void AddDense(int* rows, int count, ReadOnlySpan<int> columns, Target target, long[] packed)
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
                Widen(packed.AsSpan(Bins * block++), target, table.Offsets[j], table.Offsets[j + 1]);
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

    /// <summary>Moves packed sums into the histogram, and off the one above it, and leaves zeros.</summary>
    private static void Widen(Span<long> packed, Target target, int start, int end)
    {
        Span<long> sums = packed[..(end - start)];
        Span<long> pairs = target.Histogram.Pairs.AsSpan(start, sums.Length);
        Span<int> rows = target.Histogram.Rows.AsSpan(start, sums.Length);
        Span<long> abovePairs = target.Above is null ? default : target.Above.Pairs.AsSpan(start, sums.Length);
        Span<int> aboveRows = target.Above is null ? default : target.Above.Rows.AsSpan(start, sums.Length);
        for (int b = 0; b < sums.Length; b += 8)
        {
            Vector256<long> some = Vector256.Create<long>(sums[b..]);
            Vector256<long> more = Vector256.Create<long>(sums[(b + 4)..]);
            Vector256<long>.Zero.CopyTo(sums[b..]);
            Vector256<long>.Zero.CopyTo(sums[(b + 4)..]);
            Vector256<int> counts = FixedPoint.Rows(some, more);
            (some, more) = (FixedPoint.Pair(some), FixedPoint.Pair(more));
            if (!target.IsFirst)
            {
                some += Vector256.Create<long>(pairs[b..]);
                more += Vector256.Create<long>(pairs[(b + 4)..]);
                counts += Vector256.Create<int>(rows[b..]);
            }

            some.CopyTo(pairs[b..]);
            more.CopyTo(pairs[(b + 4)..]);
            counts.CopyTo(rows[b..]);
            if (target.Above is not null)
            {
                (Vector256.Create<long>(abovePairs[b..]) - some).CopyTo(abovePairs[b..]);
                (Vector256.Create<long>(abovePairs[(b + 4)..]) - more).CopyTo(abovePairs[(b + 4)..]);
                (Vector256.Create<int>(aboveRows[b..]) - counts).CopyTo(aboveRows[b..]);
            }
        }
    }

    /// <summary>Where packed sums go.</summary>
    /// <param name="Above">Loses the sums of the node, once they are complete.</param>
    /// <param name="IsFirst">Whether what the histogram holds means nothing yet.</param>
    private readonly record struct Target(Histogram Histogram, Histogram? Above, bool IsFirst);
}
