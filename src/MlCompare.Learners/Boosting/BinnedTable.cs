using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// The training rows as bins, one byte each, without the columns that are constant. Columns in which nearly all rows share one bin
/// are held as their exceptions (<see cref="SparseBins"/>), the others in panels of a few columns.
/// </summary>
internal sealed class BinnedTable
{
    private BinnedTable(int count, int[] source, ColumnBins[] bins, bool[] isSparse)
    {
        Count = count;
        Source = source;
        Bins = bins;
        IsSparse = isSparse;
        Offsets = new int[bins.Length + 1];
        for (int j = 0; j < bins.Length; j++)
        {
            // Whole vectors of eight slots, so that sums need no ends.
            Offsets[j + 1] = Offsets[j] + (bins[j].Count + 7) / 8 * 8;
        }

        int[] dense = [.. Enumerable.Range(0, bins.Length).Where(j => !isSparse[j])];
        int panels = (dense.Length + CodePanel.MaxWidth - 1) / CodePanel.MaxWidth;
        Panels = new CodePanel[panels];
        Places = new (int, int)[bins.Length];
        for (int p = 0; p < panels; p++)
        {
            int[] columns = dense[(p * dense.Length / panels)..((p + 1) * dense.Length / panels)];
            Panels[p] = new CodePanel(count, columns);
            for (int place = 0; place < columns.Length; place++)
            {
                Places[columns[place]] = (p, place);
            }
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Columns kept.</summary>
    public int Width => Source.Length;

    /// <summary>For each column kept, its number among the encoded columns.</summary>
    public int[] Source { get; }

    public ColumnBins[] Bins { get; }

    /// <summary>Column → first slot of a histogram over all columns; one more entry for the end.</summary>
    public int[] Offsets { get; }

    /// <summary>Column → whether it is held in <see cref="Sparse"/>, not in the panels.</summary>
    public bool[] IsSparse { get; }

    public CodePanel[] Panels { get; }

    /// <summary>Column that is not sparse → its panel and its place there.</summary>
    public (int Panel, int Place)[] Places { get; }

    /// <summary>The exceptions of the sparse columns; null when there are none.</summary>
    public SparseBins? Sparse { get; private set; }

    /// <summary>The bin of one row in one column.</summary>
    public int Code(int column, int row)
    {
        if (IsSparse[column])
        {
            return Sparse!.Code(column, row);
        }

        CodePanel panel = Panels[Places[column].Panel];
        return panel.Codes[row * panel.Width + Places[column].Place];
    }

    /// <summary>Bins encoded columns.</summary>
    /// <param name="sparseBelow">Columns whose share of rows outside the most frequent bin is below this are held sparsely.</param>
    public static BinnedTable Of(
        EncodedColumns columns, int maxBins, int minLevelRows, double sparseBelow, CancellationToken cancel, int threads = 1)
    {
        ColumnBins[] all = new ColumnBins[columns.Width];
        Stripes.Run(threads, threads, cancel, part =>
        {
            Lazy<float[]> buffer = new(() => new float[columns.Count]);
            using FloatSort sort = new(columns.Count);
            for (int j = part; j < columns.Width; j += threads)
            {
                cancel.ThrowIfCancellationRequested();
                ReadOnlySpan<float> values = columns.Column(j, buffer);
                int levels = columns.Levels[j];
                all[j] = levels > 0
                    ? ColumnBins.OfLevels(values, levels, maxBins, minLevelRows)
                    : ColumnBins.OfNumbers(values, maxBins, sort);
            }
        });
        int[] source = [.. Enumerable.Range(0, columns.Width).Where(j => all[j].Count >= 2)];
        ColumnBins[] bins = [.. source.Select(j => all[j])];
        bool[] isSparse = [.. bins.Select(column => columns.Count - column.ModeRows < sparseBelow * columns.Count)];
        BinnedTable table = new(columns.Count, source, bins, isSparse);
        table.Fill(columns, threads, cancel);
        return table;
    }

    private void Fill(EncodedColumns columns, int threads, CancellationToken cancel)
    {
        SparseBins sparse = new(this);
        // A panel is one thread's, so that no two write into one line of the cache; the sparse columns come last.
        int[][] parts = [.. Panels.Select(panel => panel.Columns), [.. Enumerable.Range(0, Width).Where(j => IsSparse[j])]];
        Stripes.Run(parts.Length, threads, cancel, part =>
        {
            Lazy<float[]> buffer = new(() => new float[Count]);
            byte[] codes = new byte[Count];
            foreach (int j in parts[part])
            {
                cancel.ThrowIfCancellationRequested();
                Bins[j].CodesOf(columns.Column(Source[j], buffer), codes);
                if (IsSparse[j])
                {
                    sparse.Add(j, codes);
                }
                else
                {
                    Panels[part].Set(Places[j].Place, codes);
                }
            }
        });
        if (parts[^1].Length > 0)
        {
            sparse.Close(cancel);
            Sparse = sparse;
        }
    }
}
