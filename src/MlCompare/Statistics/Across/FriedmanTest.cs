using MathNet.Numerics.Distributions;

namespace MlCompare.Statistics;

/// <summary>
/// Friedman's test (1937) in the form of Iman and Davenport (1980): do learners differ in their ranks over data sets at all?
/// </summary>
/// <param name="AverageRanks">One a learner; 1 is best.</param>
/// <param name="ChiSquare">Friedman's statistic, corrected for ties.</param>
/// <param name="PValue">Of Iman and Davenport's F; 0 when all data sets rank alike, 1 when nothing differs or there is only one of either.</param>
public sealed record FriedmanTest(IReadOnlyList<double> AverageRanks, double ChiSquare, double PValue)
{
    /// <param name="losses">One row a data set, one loss a learner, all finite.</param>
    public static FriedmanTest Of(IReadOnlyList<double[]> losses)
    {
        int sets = losses.Count, learners = sets == 0 ? 0 : losses[0].Length;
        double[][] ranks = [.. losses.Select(row => Ranks.Of(row))];
        double[] average = [.. Enumerable.Range(0, learners).Select(learner => ranks.Average(row => row[learner]))];
        double middle = (learners + 1) / 2.0;

        // Between learners over within data sets: with ties the ranks of a set spread less than k(k² − 1)/12.
        double between = sets * average.Sum(rank => (rank - middle) * (rank - middle));
        double within = ranks.Sum(row => row.Sum(rank => (rank - middle) * (rank - middle))) / Math.Max(1, sets * (learners - 1));
        if (sets < 2 || learners < 2 || within == 0)
        {
            return new FriedmanTest(average, 0, 1);
        }

        double chi = between / within, most = sets * (learners - 1.0);
        double f = (sets - 1) * chi / (most - chi);
        double p = most - chi < 1e-9 ? 0 : 1 - FisherSnedecor.CDF(learners - 1, (learners - 1.0) * (sets - 1), f);
        return new FriedmanTest(average, chi, Math.Clamp(p, 0, 1));
    }
}
