namespace MlCompare.BenchWhy;

/// <summary>How well the signs of one gap are predicted.</summary>
/// <param name="Signs">Of each table.</param>
/// <param name="Predicted">From the other tables.</param>
/// <param name="Right">Tables with the right sign.</param>
/// <param name="Baseline">The same of the majority of the other tables.</param>
/// <param name="PValue">One-sided: the share of permutations of the gaps over the tables that do at least as well.</param>
public sealed record SignPrediction(int[] Signs, int[] Predicted, int Right, double Baseline, double PValue)
{
    /// <summary>Tables more than the baseline that confirm, and the p-value at most, of each of two gaps.</summary>
    private const double LeastMore = 3, Chance = 0.025;

    /// <summary>What the more frequent sign of all tables would have right, which nobody knows beforehand.</summary>
    public int Majority => Math.Max(Signs.Count(sign => sign > 0), Signs.Count(sign => sign < 0));

    public double More => Right - Baseline;

    /// <summary>What could be had at most: every sign right.</summary>
    public double Reach => Signs.Count(sign => sign != 0) - Baseline;

    /// <summary>So few tables have a sign that nothing could have confirmed.</summary>
    public bool OutOfReach => Reach < LeastMore;

    public bool Confirmed => More >= LeastMore && PValue <= Chance;

    public static SignPrediction Of(double?[][] predictors, int[] signs, int permutations, Rng rng)
    {
        LeaveOneOut tables = new(predictors);
        int[] predicted = tables.Predict(signs), shuffled = [.. signs];
        int right = LeaveOneOut.Right(predicted, signs), reached = 1;
        for (int i = 0; i < permutations; i++)
        {
            // The baseline knows no table: it is the same for all permutations.
            rng.Shuffle<int>(shuffled);
            reached += LeaveOneOut.Right(tables.Predict(shuffled), shuffled) >= right ? 1 : 0;
        }

        return new SignPrediction(signs, predicted, right, LeaveOneOut.MajorityRight(signs), reached / (permutations + 1.0));
    }
}
