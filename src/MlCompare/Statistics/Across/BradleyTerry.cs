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
    public static double[] Ratings(double[,] wins)
    {
        int count = wins.GetLength(0);
        double[] strength = new double[count], next = new double[count];
        Array.Fill(strength, 1);

        // Hunter's minorisation (2004): each strength in turn is wins over expected duels.
        for (int round = 0; round < MostRounds; round++)
        {
            double change = 0;
            for (int i = 0; i < count; i++)
            {
                double won = 0, duels = 0;
                for (int j = 0; j < count; j++)
                {
                    if (j != i)
                    {
                        won += wins[i, j] + PriorDraws / 2;
                        duels += (wins[i, j] + wins[j, i] + PriorDraws) / (strength[i] + strength[j]);
                    }
                }

                next[i] = won / duels;
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
