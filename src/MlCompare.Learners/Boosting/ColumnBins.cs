namespace MlCompare.Learners.Boosting;

/// <summary>
/// How the values of one encoded column fall into at most 256 bins. Numbers: bin b holds the values above <c>Uppers[b − 1]</c> and
/// up to <c>Uppers[b]</c>. Categories: a bin for each level, the rare ones sharing one. Missing values have the last bin.
/// </summary>
internal sealed class ColumnBins
{
    private readonly byte[]? levelBins;

    private ColumnBins(float[] uppers, byte[]? levelBins, int valueBins, bool hasMissing)
    {
        Uppers = uppers;
        this.levelBins = levelBins;
        ValueBins = valueBins;
        HasMissing = hasMissing;
    }

    /// <summary>Ascending upper bounds of all bins but the last; empty for categories.</summary>
    public float[] Uppers { get; }

    public bool IsCategorical => levelBins is not null;

    /// <summary>Bins of values that are not missing.</summary>
    public int ValueBins { get; }

    /// <summary>True when a training row had no value here.</summary>
    public bool HasMissing { get; }

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

    /// <summary>Bins of numbers: midpoints between neighbours when there are few distinct values, quantiles otherwise.</summary>
    /// <param name="values">One value a training row; NaN is missing.</param>
    /// <param name="maxBins">At most this many bins of values, 2 to 255.</param>
    public static ColumnBins OfNumbers(ReadOnlySpan<float> values, int maxBins)
    {
        float[] sorted = new float[values.Length];
        int known = 0;
        foreach (float value in values)
        {
            if (!float.IsNaN(value))
            {
                sorted[known++] = value;
            }
        }

        Array.Sort(sorted, 0, known);
        List<(float Value, int Rows)> distinct = [];
        for (int i = 0; i < known; i++)
        {
            if (distinct.Count > 0 && distinct[^1].Value == sorted[i])
            {
                distinct[^1] = (sorted[i], distinct[^1].Rows + 1);
            }
            else
            {
                distinct.Add((sorted[i], 1));
            }
        }

        float[] uppers = distinct.Count <= maxBins ? AllMidpoints(distinct) : Quantiles(distinct, known, maxBins);
        return new ColumnBins(uppers, null, known == 0 ? 0 : uppers.Length + 1, known < values.Length);
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

        return new ColumnBins([], bins, Math.Min(levels, own + 1), known < values.Length);
    }

    private static float[] AllMidpoints(List<(float Value, int Rows)> distinct)
    {
        float[] uppers = new float[Math.Max(0, distinct.Count - 1)];
        for (int i = 0; i < uppers.Length; i++)
        {
            uppers[i] = Between(distinct[i].Value, distinct[i + 1].Value);
        }

        return uppers;
    }

    /// <summary>
    /// Walks up the values and closes a bin when it holds its share of the rows that were left when it was opened, so that one
    /// heavy value takes one bin and the others still share the rest evenly.
    /// </summary>
    private static float[] Quantiles(List<(float Value, int Rows)> distinct, int known, int maxBins)
    {
        List<float> uppers = [];
        long left = known;
        long inBin = 0;
        double share = (double)left / maxBins;
        for (int i = 0; i + 1 < distinct.Count && uppers.Count < maxBins - 1; i++)
        {
            inBin += distinct[i].Rows;
            bool nextIsHeavy = inBin >= share / 2 && distinct[i + 1].Rows >= share;
            if (inBin >= share || nextIsHeavy)
            {
                uppers.Add(Between(distinct[i].Value, distinct[i + 1].Value));
                left -= inBin;
                inBin = 0;
                share = (double)left / (maxBins - uppers.Count);
            }
        }

        return [.. uppers];
    }

    /// <summary>A number x with <paramref name="low"/> ≤ x &lt; <paramref name="high"/>, the midpoint where rounding allows it.</summary>
    private static float Between(float low, float high)
    {
        float middle = (float)(low + ((double)high - low) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
