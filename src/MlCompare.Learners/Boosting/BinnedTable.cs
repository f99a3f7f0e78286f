namespace MlCompare.Learners.Boosting;

/// <summary>
/// The training rows as bins: a byte for each row of each column that is not constant, column by column. Columns in which nearly
/// all rows share one bin are held a second time as lists of the exceptions of each row (<see cref="SparseBins"/>).
/// </summary>
internal sealed class BinnedTable
{
    private BinnedTable(int count, int[] source, ColumnBins[] bins, byte[][] codes, SparseBins? sparse)
    {
        Count = count;
        Source = source;
        Bins = bins;
        Codes = codes;
        Sparse = sparse;
        Offsets = new int[bins.Length + 1];
        for (int j = 0; j < bins.Length; j++)
        {
            Offsets[j + 1] = Offsets[j] + bins[j].Count;
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Columns kept.</summary>
    public int Width => Source.Length;

    /// <summary>For each column kept, its number among the encoded columns.</summary>
    public int[] Source { get; }

    public ColumnBins[] Bins { get; }

    /// <summary>Column → row → bin.</summary>
    public byte[][] Codes { get; }

    /// <summary>Column → first slot of a histogram over all columns; one more entry for the end.</summary>
    public int[] Offsets { get; }

    /// <summary>The exceptions of the sparse columns; null when there are none.</summary>
    public SparseBins? Sparse { get; }

    /// <summary>Bins encoded rows.</summary>
    /// <param name="levels">Levels of each column; 0 for numbers.</param>
    /// <param name="sparseBelow">Columns whose share of rows outside the most frequent bin is below this are held sparsely too.</param>
    public static BinnedTable Of(
        EncodedRows rows, ReadOnlySpan<int> levels, int maxBins, int minLevelRows, double sparseBelow, CancellationToken cancel)
    {
        int count = rows.Count;
        List<int> source = [];
        List<ColumnBins> bins = [];
        List<byte[]> codes = [];
        float[] column = new float[count];
        for (int j = 0; j < rows.Width; j++)
        {
            cancel.ThrowIfCancellationRequested();
            rows.CopyColumn(j, column);
            ColumnBins columnBins = levels[j] > 0
                ? ColumnBins.OfLevels(column, levels[j], maxBins, minLevelRows)
                : ColumnBins.OfNumbers(column, maxBins);
            if (columnBins.Count < 2)
            {
                continue;
            }

            byte[] code = new byte[count];
            for (int i = 0; i < count; i++)
            {
                code[i] = (byte)columnBins.BinOf(column[i]);
            }

            source.Add(j);
            bins.Add(columnBins);
            codes.Add(code);
        }

        return new BinnedTable(count, [.. source], [.. bins], [.. codes], SparseBins.Of(count, bins, codes, sparseBelow, cancel));
    }
}
