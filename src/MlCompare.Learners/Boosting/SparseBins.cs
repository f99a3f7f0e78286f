namespace MlCompare.Learners.Boosting;

/// <summary>
/// Of the columns in which most rows share one bin: for each row the histogram slots that are not that bin's. The shared bin's sums
/// follow from the totals of the node, so texts and images cost what they contain instead of rows × columns.
/// </summary>
internal sealed class SparseBins
{
    private SparseBins(bool[] isSparse, int[] modes, long[] starts, int[] slots)
    {
        IsSparse = isSparse;
        Modes = modes;
        Starts = starts;
        Slots = slots;
    }

    /// <summary>Column → whether it is held here.</summary>
    public bool[] IsSparse { get; }

    /// <summary>Column → its most frequent bin.</summary>
    public int[] Modes { get; }

    /// <summary>Row → first entry in <see cref="Slots"/>; one more entry for the end.</summary>
    public long[] Starts { get; }

    /// <summary>Slots (offset of the column + bin), ascending within a row.</summary>
    public int[] Slots { get; }

    public static SparseBins? Of(int count, List<ColumnBins> bins, List<byte[]> codes, double sparseBelow, CancellationToken cancel)
    {
        bool[] isSparse = new bool[bins.Count];
        int[] modes = new int[bins.Count];
        int[] offsets = new int[bins.Count];
        long[] starts = new long[count + 1];
        int offset = 0;
        for (int j = 0; j < bins.Count; j++)
        {
            cancel.ThrowIfCancellationRequested();
            int[] rows = new int[256];
            foreach (byte code in codes[j])
            {
                rows[code]++;
            }

            modes[j] = Array.IndexOf(rows, rows.Max());
            isSparse[j] = count - rows[modes[j]] < sparseBelow * count;
            offsets[j] = offset;
            offset += bins[j].Count;
            for (int i = 0; isSparse[j] && i < count; i++)
            {
                starts[i + 1] += codes[j][i] != modes[j] ? 1 : 0;
            }
        }

        if (!isSparse.Contains(true))
        {
            return null;
        }

        for (int i = 0; i < count; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] slots = new int[starts[count]];
        long[] next = starts[..count];
        for (int j = 0; j < bins.Count; j++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int i = 0; isSparse[j] && i < count; i++)
            {
                if (codes[j][i] != modes[j])
                {
                    slots[next[i]++] = offsets[j] + codes[j][i];
                }
            }
        }

        return new SparseBins(isSparse, modes, starts, slots);
    }
}
