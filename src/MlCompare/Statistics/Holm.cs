namespace MlCompare.Statistics;

/// <summary>Several hypotheses at once (Holm 1979).</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order given: rejecting those of at most α keeps the chance of any false rejection at α, whatever the
    /// dependence.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = new double[values.Count];
        double highest = 0;
        foreach ((int rank, int index) in Enumerable.Range(0, values.Count).OrderBy(i => values[i]).Index())
        {
            highest = Math.Max(highest, Math.Min(1, values[index] * (values.Count - rank)));
            adjusted[index] = highest;
        }

        return adjusted;
    }
}
