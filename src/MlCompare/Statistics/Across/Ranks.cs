namespace MlCompare.Statistics;

/// <summary>Ranks with ties.</summary>
public static class Ranks
{
    /// <summary>1 for the smallest value; equal values share the mean of their places.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        double[] ranks = new double[values.Count];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (int place = start; place < end; place++)
            {
                ranks[order[place]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
