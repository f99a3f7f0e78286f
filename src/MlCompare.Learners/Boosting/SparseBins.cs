namespace MlCompare.Learners.Boosting;

/// <summary>
/// Of the columns in which most rows share one bin, the others, by column and by row. The shared bin's sums follow from the totals
/// of the node, so texts and images cost what they contain instead of rows × columns.
/// </summary>
internal sealed class SparseBins(BinnedTable table)
{
    private readonly int[][] rows = new int[table.Width][];
    private readonly byte[][] codes = new byte[table.Width][];

    /// <summary>Row → first entry in <see cref="Slots"/>; one more entry for the end.</summary>
    public int[] Starts { get; } = new int[table.Count + 1];

    /// <summary>Slots (offset of the column + bin) outside the shared bins, ascending within a row.</summary>
    public int[] Slots { get; private set; } = [];

    /// <summary>The rows outside the column's shared bin, ascending.</summary>
    public ReadOnlySpan<int> Rows(int column) => rows[column];

    /// <summary>Their bins.</summary>
    public ReadOnlySpan<byte> Codes(int column) => codes[column];

    public int Code(int column, int row)
    {
        int found = Array.BinarySearch(rows[column], row);
        return found < 0 ? table.Bins[column].Mode : codes[column][found];
    }

    /// <summary>Adds a column, given as the bin of every row.</summary>
    public void Add(int column, ReadOnlySpan<byte> all)
    {
        int mode = table.Bins[column].Mode;
        List<int> exceptions = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] != mode)
            {
                exceptions.Add(i);
            }
        }

        rows[column] = [.. exceptions];
        codes[column] = new byte[exceptions.Count];
        for (int i = 0; i < exceptions.Count; i++)
        {
            codes[column][i] = all[exceptions[i]];
        }
    }

    /// <summary>Lays the columns out by row, when all have been added.</summary>
    public void Close(CancellationToken cancel)
    {
        foreach (int[] column in rows)
        {
            foreach (int row in column ?? [])
            {
                Starts[row + 1]++;
            }
        }

        for (int i = 0; i < table.Count; i++)
        {
            Starts[i + 1] = checked(Starts[i] + Starts[i + 1]);
        }

        Slots = new int[Starts[^1]];
        int[] next = Starts[..^1];
        for (int j = 0; j < table.Width; j++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int e = 0; e < (rows[j]?.Length ?? 0); e++)
            {
                Slots[next[rows[j][e]]++] = table.Offsets[j] + codes[j][e];
            }
        }
    }
}
