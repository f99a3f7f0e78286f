namespace MlCompare.Statistics;

/// <summary>
/// Strengths from duels (Bradley and Terry 1952) on the scale of Elo: 400 more means ten wins for each defeat. Half a win for a tie.
/// </summary>
public static class BradleyTerry
{
    /// <summary>Every learner drew this often against each other one beforehand, so that one that never lost stays finite.</summary>
    private const double PriorDraws = 0.1;

    private const double Middle = 1000, Scale = 400;
    private const int MostRounds = 10_000;

    /// <summary>Ratings with a mean of 1000.</summary>
    /// <param name="wins">[i, j]: how often i beat j, ties as half; of two or more learners.</param>
    /// <param name="start">Ratings to begin the search at, which ends at the same ones wherever it begins; null for equal ones.</param>
    public static double[] Ratings(double[,] wins, double[]? start = null)
    {
        int count = wins.GetLength(0);
        double[] strength = [.. Enumerable.Range(0, count).Select(i => start is null ? 1 : Math.Pow(10, (start[i] - Middle) / Scale))];
        double[] next = new double[count], won = new double[count];
        double[,] duels = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                won[i] += j == i ? 0 : wins[i, j] + PriorDraws / 2;
                duels[i, j] = j == i ? 0 : wins[i, j] + wins[j, i] + PriorDraws;
            }
        }

        // Hunter's minorisation (2004): each strength in turn is wins over expected duels.
        for (int round = 0; round < MostRounds; round++)
        {
            double change = 0;
            for (int i = 0; i < count; i++)
            {
                double expected = 0;
                for (int j = 0; j < count; j++)
                {
                    expected += duels[i, j] / (strength[i] + strength[j]);
                }

                next[i] = won[i] / expected;
            }

            double mean = Math.Exp(next.Average(Math.Log));
            for (int i = 0; i < count; i++)
            {
                change = Math.Max(change, Math.Abs(Math.Log(next[i] / mean / strength[i])));
                strength[i] = next[i] / mean;
            }

            if (change < 1e-9)
            {
                break;
            }
        }

        return [.. strength.Select(value => Middle + Scale * Math.Log10(value))];
    }
}
