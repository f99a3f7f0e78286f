namespace MlCompare.Statistics;

/// <summary>Many hypotheses at once, where a share of false findings is bearable (Benjamini and Hochberg 1995).</summary>
public static class BenjaminiHochberg
{
    /// <summary>
    /// Adjusted p-values in the order given: calling those of at most q findings keeps the expected share of false ones among them at q, for
    /// independent or positively dependent tests.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = new double[values.Count];
        double lowest = 1;
        foreach ((int rank, int index) in Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).Index())
        {
            lowest = Math.Min(lowest, values[index] * values.Count / (values.Count - rank));
            adjusted[index] = lowest;
        }

        return adjusted;
    }
}
