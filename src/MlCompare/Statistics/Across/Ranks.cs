using MathNet.Numerics.Statistics;

namespace MlCompare.Statistics;

/// <summary>Ranks with ties.</summary>
public static class Ranks
{
    /// <summary>1 for the smallest value; equal values share the mean of their places.</summary>
    public static double[] Of(IEnumerable<double> values) => ArrayStatistics.RanksInplace([.. values], RankDefinition.Average);
}
