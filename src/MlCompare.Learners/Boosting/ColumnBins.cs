namespace MlCompare.Learners.Boosting;

/// <summary>
/// How the values of one encoded column fall into at most 256 bins. Numbers: bin b holds the values above <c>Uppers[b − 1]</c> and
/// up to <c>Uppers[b]</c>. Categories: a bin for each level, the rare ones sharing one. Missing values have the last bin.
/// </summary>
internal sealed class ColumnBins
{
    private readonly byte[]? levelBins;

    private ColumnBins(float[] uppers, byte[]? levelBins, int valueBins, int[] rows)
    {
        Uppers = uppers;
        this.levelBins = levelBins;
        ValueBins = valueBins;
        HasMissing = rows[valueBins] > 0;
        ModeRows = rows.Max();
        Mode = Array.IndexOf(rows, ModeRows);
    }

    /// <summary>Ascending upper bounds of all bins but the last; empty for categories.</summary>
    public float[] Uppers { get; }

    public bool IsCategorical => levelBins is not null;

    /// <summary>Bins of values that are not missing.</summary>
    public int ValueBins { get; }

    /// <summary>True when a training row had no value here.</summary>
    public bool HasMissing { get; }

    /// <summary>The bin of most training rows.</summary>
    public int Mode { get; }

    /// <summary>Training rows in it.</summary>
    public int ModeRows { get; }

    /// <summary>All bins, the missing one included.</summary>
    public int Count => ValueBins + (HasMissing ? 1 : 0);

    /// <summary>For categories: the bin of each level.</summary>
    public ReadOnlySpan<byte> LevelBins => levelBins;

    /// <summary>The bin of a value that occurred in training, or of any number.</summary>
    public int BinOf(float value)
    {
        if (float.IsNaN(value))
        {
            return ValueBins;
        }

        if (levelBins is not null)
        {
            return levelBins[(int)value];
        }

        int low = 0;
        int high = Uppers.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (value <= Uppers[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>The bins of many values.</summary>
    public unsafe void CodesOf(ReadOnlySpan<float> values, Span<byte> codes)
    {
        if (levelBins is not null)
        {
            for (int i = 0; i < values.Length; i++)
            {
                codes[i] = (byte)BinOf(values[i]);
            }

            return;
        }

        // Without branches, which would be guessed wrong every other time: of 256 bounds, those beyond the last infinite, half are
        // left out eight times.
        float* bounds = stackalloc float[256];
        new Span<float>(bounds, 256).Fill(float.PositiveInfinity);
        Uppers.CopyTo(new Span<float>(bounds, 256));
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            int bin = 0;
            for (int bit = 7; bit >= 0; bit--)
            {
                bool isAbove = value > bounds[bin + (1 << bit) - 1];
                bin += *(byte*)&isAbove << bit;
            }

            codes[i] = (byte)(float.IsNaN(value) ? ValueBins : bin);
        }
    }

    /// <summary>Bins of numbers: midpoints between neighbours when there are few distinct values, quantiles otherwise.</summary>
    /// <param name="values">One value a training row; NaN is missing.</param>
    /// <param name="maxBins">At most this many bins of values, 2 to 255.</param>
    public static ColumnBins OfNumbers(ReadOnlySpan<float> values, int maxBins, FloatSort? sort = null)
    {
        if (sort is null)
        {
            using FloatSort own = new(values.Length);
            return OfNumbers(values, maxBins, own);
        }

        ReadOnlySpan<float> sorted = sort.Ascending(values);
        int distinct = 0;
        for (int i = 0; i < sorted.Length; i = EndOfRun(sorted, i))
        {
            distinct++;
        }

        float[] uppers = distinct <= maxBins ? AllMidpoints(sorted, distinct) : Quantiles(sorted, maxBins);
        int valueBins = sorted.Length == 0 ? 0 : uppers.Length + 1;
        int[] rows = new int[valueBins + 1];
        rows[valueBins] = values.Length - sorted.Length;
        for (int b = 0, start = 0; b < valueBins; b++)
        {
            int end = b < uppers.Length ? start + EndOfBin(sorted[start..], uppers[b]) : sorted.Length;
            (rows[b], start) = (end - start, end);
        }

        return new ColumnBins(uppers, null, valueBins, rows);
    }

    /// <summary>Bins of category codes: the most frequent levels have their own bin, those seen too rarely share one.</summary>
    /// <param name="levels">Levels are 0 … <paramref name="levels"/>−1; NaN is missing.</param>
    /// <param name="maxBins">At most this many bins of levels, 2 to 255.</param>
    /// <param name="minRows">A level seen in fewer rows is rare.</param>
    public static ColumnBins OfLevels(ReadOnlySpan<float> values, int levels, int maxBins, int minRows)
    {
        int[] rows = new int[levels];
        int known = 0;
        foreach (float value in values)
        {
            if (!float.IsNaN(value))
            {
                rows[(int)value]++;
                known++;
            }
        }

        int[] byFrequency = [.. Enumerable.Range(0, levels).OrderByDescending(level => rows[level]).ThenBy(level => level)];
        int frequent = byFrequency.Count(level => rows[level] >= minRows);
        int own = levels <= maxBins && frequent >= levels - 1 ? levels : Math.Min(frequent, maxBins - 1);
        byte[] bins = new byte[levels];
        for (int rank = 0; rank < levels; rank++)
        {
            bins[byFrequency[rank]] = (byte)Math.Min(rank, own);
        }

        int valueBins = Math.Min(levels, own + 1);
        int[] inBin = new int[valueBins + 1];
        inBin[valueBins] = values.Length - known;
        for (int level = 0; level < levels; level++)
        {
            inBin[bins[level]] += rows[level];
        }

        return new ColumnBins([], bins, valueBins, inBin);
    }

    private static float[] AllMidpoints(ReadOnlySpan<float> sorted, int distinct)
    {
        float[] uppers = new float[Math.Max(0, distinct - 1)];
        for (int i = 0, end = 0; i < uppers.Length; i++)
        {
            end = EndOfRun(sorted, end);
            uppers[i] = Between(sorted[end - 1], sorted[end]);
        }

        return uppers;
    }

    /// <summary>
    /// Walks up the values and closes a bin when it holds its share of the rows that were left when it was opened, so that one
    /// heavy value takes one bin and the others still share the rest evenly.
    /// </summary>
    private static float[] Quantiles(ReadOnlySpan<float> sorted, int maxBins)
    {
        List<float> uppers = [];
        int opened = 0;
        double share = (double)sorted.Length / maxBins;
        int end = EndOfRun(sorted, 0);
        while (end < sorted.Length && uppers.Count < maxBins - 1)
        {
            int next = EndOfRun(sorted, end);
            bool nextIsHeavy = end - opened >= share / 2 && next - end >= share;
            if (end - opened >= share || nextIsHeavy)
            {
                uppers.Add(Between(sorted[end - 1], sorted[end]));
                opened = end;
                share = (double)(sorted.Length - opened) / (maxBins - uppers.Count);
            }

            end = next;
        }

        return [.. uppers];
    }

    /// <summary>Where the values equal to the one at <paramref name="start"/> end.</summary>
    private static int EndOfRun(ReadOnlySpan<float> sorted, int start)
    {
        int end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
        {
            end++;
        }

        return end;
    }

    /// <summary>How many of the values are at most <paramref name="upper"/>.</summary>
    private static int EndOfBin(ReadOnlySpan<float> sorted, float upper)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = sorted[middle] <= upper ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A number x with <paramref name="low"/> ≤ x &lt; <paramref name="high"/>, the midpoint where rounding allows it.</summary>
    private static float Between(float low, float high)
    {
        float middle = (float)(low + ((double)high - low) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
