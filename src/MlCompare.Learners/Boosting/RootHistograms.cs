using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// The root histograms of several trees that see the same rows and columns, in one pass over the bins: what a row adds for all trees
/// lies side by side and is added with one or two vectors. To the last bit what <see cref="HistogramBuilder"/> makes of each alone.
/// </summary>
internal sealed unsafe class RootHistograms
{
    /// <summary>Two vectors of eight.</summary>
    public const int MostTrees = 16;

    /// <summary>Rows between the one being added and the one whose bins are fetched.</summary>
    private const int Ahead = 8;

    private readonly BinnedTable table;
    private readonly int threads;
    private readonly SparseSums sparse;
    private readonly long[] entries;
    private readonly ConcurrentBag<long[]> pool = [];
    private readonly int most;

    /// <param name="trees">At most this many at a time, no more than <see cref="MostTrees"/>.</param>
    public RootHistograms(BinnedTable table, int trees, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trees, MostTrees);
        this.table = table;
        this.threads = threads;
        sparse = new SparseSums(table);
        entries = new long[checked(Math.Min(table.Count, FixedPoint.MaxRows) * Lanes(trees))];
        most = SlotsOfPanel(table) * Lanes(trees);
    }

    /// <summary>Bytes of the packed sums of one panel, which should stay in the second cache.</summary>
    public static long SumsOfPanel(BinnedTable table, int trees) => (long)SlotsOfPanel(table) * Lanes(trees) * sizeof(long);

    /// <summary>Fills the histogram of each tree for the given columns; what they hold for others means nothing.</summary>
    /// <param name="totals">Tree → its sums over the rows.</param>
    /// <param name="columns">Ascending.</param>
    public void Build(
        ReadOnlySpan<int> rows, ReadOnlySpan<FixedPoint> points, Sums[] totals, int[] columns, Histogram[] histograms)
    {
        int lanes = Lanes(histograms.Length);
        int[][] panels = [.. columns.Where(j => !table.IsSparse[j]).GroupBy(j => table.Places[j].Panel).Select(group => group.ToArray())];
        foreach (Histogram histogram in histograms)
        {
            sparse.Clear(columns, histogram);
        }

        bool isFirst = true;
        fixed (int* row = rows)
        {
            int* next = row;
            for (int left = rows.Length; left > 0;)
            {
                int* taken = next;
                int count = left;
                for (int k = 0; k < histograms.Length; k++)
                {
                    count = points[k].Gather(new ReadOnlySpan<int>(taken, count), entries.AsSpan(k), lanes);
                }

                bool first = isFirst;
                Stripes.Run(panels.Length, threads, default, p => AddPanel(taken, count, panels[p], histograms, lanes, first));
                Stripes.Run(histograms.Length, threads, default, k =>
                    sparse.Add(new ReadOnlySpan<int>(taken, count), entries.AsSpan(k), lanes, histograms[k]));
                next += count;
                left -= count;
                isFirst = false;
            }
        }

        for (int k = 0; k < histograms.Length; k++)
        {
            sparse.Complete(columns, totals[k], histograms[k], null);
        }
    }

    /// <summary>Places for the trees: whole vectors of four or eight.</summary>
    private static int Lanes(int trees) => (trees + 3) / 4 * 4;

    private static int SlotsOfPanel(BinnedTable table) =>
        table.Panels.Max(panel => panel.Columns.Sum(j => table.Offsets[j + 1] - table.Offsets[j]));

    private void AddPanel(int* rows, int count, int[] columns, Histogram[] histograms, int lanes, bool first)
    {
        CodePanel panel = table.Panels[table.Places[columns[0]].Panel];
        int* places = stackalloc int[CodePanel.MaxWidth];
        int* bases = stackalloc int[CodePanel.MaxWidth];
        int slots = 0;
        for (int c = 0; c < columns.Length; c++)
        {
            (places[c], bases[c]) = (table.Places[columns[c]].Place, slots);
            slots += table.Offsets[columns[c] + 1] - table.Offsets[columns[c]];
        }

        long[] packed = pool.TryTake(out long[]? pooled) ? pooled : new long[most];
        fixed (byte* codes = panel.Codes)
        fixed (long* entry = entries, sums = packed)
        {
            for (int i = 0; i < count; i++)
            {
                if (Sse.IsSupported && i + Ahead < count)
                {
                    Sse.Prefetch0(codes + (long)rows[i + Ahead] * panel.Width);
                }

                AddRow(codes + (long)rows[i] * panel.Width, places, bases, columns.Length, entry + (long)i * lanes, lanes, sums);
            }
        }

        for (int c = 0; c < columns.Length; c++)
        {
            int width = table.Offsets[columns[c] + 1] - table.Offsets[columns[c]];
            for (int k = 0; k < histograms.Length; k++)
            {
                Widen(packed.AsSpan(bases[c] * lanes, width * lanes), k, lanes, histograms[k], table.Offsets[columns[c]], first);
            }
        }

        packed.AsSpan(0, slots * lanes).Clear();
        pool.Add(packed);
    }

    private static void AddRow(byte* code, int* places, int* bases, int used, long* entry, int lanes, long* sums)
    {
        if (lanes <= 4)
        {
            Vector256<long> four = Vector256.Load(entry);
            for (int c = 0; c < used; c++)
            {
                long* to = sums + (bases[c] + code[places[c]]) * 4;
                (Vector256.Load(to) + four).Store(to);
            }

            return;
        }

        Vector512<long> low = Vector512.Load(entry);
        if (lanes == 8)
        {
            for (int c = 0; c < used; c++)
            {
                long* to = sums + (bases[c] + code[places[c]]) * 8;
                (Vector512.Load(to) + low).Store(to);
            }
        }
        else if (lanes == 12)
        {
            Vector256<long> high = Vector256.Load(entry + 8);
            for (int c = 0; c < used; c++)
            {
                long* to = sums + (bases[c] + code[places[c]]) * 12;
                (Vector512.Load(to) + low).Store(to);
                (Vector256.Load(to + 8) + high).Store(to + 8);
            }
        }
        else
        {
            Vector512<long> high = Vector512.Load(entry + 8);
            for (int c = 0; c < used; c++)
            {
                long* to = sums + (bases[c] + code[places[c]]) * 16;
                (Vector512.Load(to) + low).Store(to);
                (Vector512.Load(to + 8) + high).Store(to + 8);
            }
        }
    }

    private static void Widen(ReadOnlySpan<long> packed, int tree, int lanes, Histogram histogram, int start, bool first)
    {
        Span<long> pairs = histogram.Pairs.AsSpan(start, packed.Length / lanes);
        Span<int> rows = histogram.Rows.AsSpan(start, pairs.Length);
        for (int b = 0; b < pairs.Length; b++)
        {
            long sum = packed[b * lanes + tree];
            pairs[b] = (first ? 0 : pairs[b]) + FixedPoint.Pair(sum);
            rows[b] = (first ? 0 : rows[b]) + ((int)sum & FixedPoint.MaxRows);
        }
    }
}
