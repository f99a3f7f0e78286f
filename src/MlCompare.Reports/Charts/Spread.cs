namespace MlCompare.Reports.Charts;

/// <summary>Moves labels apart that would overlap, as little as that takes.</summary>
internal static class Spread
{
    /// <summary>
    /// Positions at least <paramref name="gap"/> apart within [<paramref name="low"/>, <paramref name="high"/>], in the order of
    /// the wishes; null when they do not fit.
    /// </summary>
    public static double[]? Apart(IReadOnlyList<double> wishes, double gap, double low, double high)
    {
        int count = wishes.Count;
        if (gap * (count - 1) > high - low)
        {
            return null;
        }

        int[] order = Enumerable.Range(0, count).OrderBy(i => wishes[i]).ToArray();

        // Least squares under order constraints (pool adjacent violators) on wishes shifted by rank × gap.
        List<(double Sum, int Count)> pools = [];
        for (int rank = 0; rank < count; rank++)
        {
            pools.Add((wishes[order[rank]] - rank * gap, 1));
            while (pools.Count > 1 && Mean(pools[^2]) > Mean(pools[^1]))
            {
                (double sum, int size) = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Sum + sum, pools[^1].Count + size);
            }
        }

        double[] places = new double[count];
        int next = 0;
        foreach ((double Sum, int Count) pool in pools)
        {
            for (int k = 0; k < pool.Count; k++, next++)
            {
                places[order[next]] = Math.Clamp(Mean(pool), low, high - gap * (count - 1)) + next * gap;
            }
        }

        return places;
    }

    private static double Mean((double Sum, int Count) pool) => pool.Sum / pool.Count;
}
