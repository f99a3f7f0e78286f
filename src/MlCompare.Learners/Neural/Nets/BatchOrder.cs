namespace MlCompare.Learners.Neural.Nets;

/// <summary>The order in which an epoch reads its rows.</summary>
internal static class BatchOrder
{
    // Sequences are sorted by length within so many batches: little is filled up, and batches still differ from epoch to epoch.
    private const int SortedBatches = 16;

    public static void Shuffle(int[] order, NetworkRows rows, int batch, Rng rng)
    {
        rng.Shuffle<int>(order);
        if (order.Length == 0 || rows.Length(order[0]) == 0)
        {
            return;
        }

        for (int from = 0; from < order.Length; from += SortedBatches * batch)
        {
            Array.Sort(order, from, Math.Min(SortedBatches * batch, order.Length - from), Comparer<int>.Create((a, b) =>
                rows.Length(a) != rows.Length(b) ? rows.Length(a).CompareTo(rows.Length(b)) : a.CompareTo(b)));
        }
    }
}
