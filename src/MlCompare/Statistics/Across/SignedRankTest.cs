using MathNet.Numerics.Distributions;

namespace MlCompare.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test (1945): do paired differences, one a data set, lie around zero? Differences of zero are left out, as
/// Wilcoxon did; tied magnitudes share their mean rank.
/// </summary>
/// <param name="Count">Differences other than zero.</param>
/// <param name="Positive">Sum of the ranks of positive differences.</param>
/// <param name="PValue">Two-sided; 1 when there is no difference at all.</param>
public sealed record SignedRankTest(int Count, double Positive, double PValue)
{
    /// <summary>Up to here the distribution is enumerated; beyond, its normal limit is closer than any reader needs.</summary>
    private const int MostExact = 100;

    /// <summary>The smallest p-value that so many differences can give: all of one sign.</summary>
    public static double LeastPValue(int count) => Math.Min(1, Math.Pow(2, 1 - count));

    /// <param name="differences">Finite numbers.</param>
    public static SignedRankTest Of(IEnumerable<double> differences)
    {
        double[] nonzero = [.. differences.Where(difference => difference != 0)];
        if (nonzero.Length == 0)
        {
            return new SignedRankTest(0, 0, 1);
        }

        double[] ranks = Ranks.Of([.. nonzero.Select(Math.Abs)]);
        double positive = nonzero.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        double least = Math.Min(positive, ranks.Sum() - positive);
        double tail = nonzero.Length <= MostExact ? ExactTail(ranks, least) : NormalTail(ranks, least);
        return new SignedRankTest(nonzero.Length, positive, Math.Min(1, 2 * tail));
    }

    /// <summary>
    /// Chance of a sum of at most <paramref name="least"/> when every sign is a fair coin, given these ranks. Mean ranks are whole
    /// numbers when doubled, so the sums can be counted.
    /// </summary>
    private static double ExactTail(double[] ranks, double least)
    {
        int[] doubled = [.. ranks.Select(rank => (int)Math.Round(2 * rank))];
        double[] chance = new double[doubled.Sum() + 1];
        chance[0] = 1;
        int reached = 0;
        foreach (int rank in doubled)
        {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--)
            {
                chance[sum] = 0.5 * (chance[sum] + (sum >= rank ? chance[sum - rank] : 0));
            }
        }

        return chance.Take((int)Math.Round(2 * least) + 1).Sum();
    }

    private static double NormalTail(double[] ranks, double least)
    {
        double deviation = Math.Sqrt(ranks.Sum(rank => rank * rank)) / 2;
        return Normal.CDF(ranks.Sum() / 2, deviation, least + 0.5);
    }
}
