using System.Collections.Immutable;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>One learner over all data sets.</summary>
/// <param name="AverageRank">1 is best.</param>
/// <param name="Rating">Bradley–Terry on the scale of Elo, a mean of 1000; a lead within the margin is a draw.</param>
/// <param name="Low">Lower end of its 95 % interval: data sets drawn again.</param>
/// <param name="High">Upper end.</param>
public sealed record LearnerAcross(string Learner, double AverageRank, double Rating, double Low, double High);

/// <summary>Two learners over all data sets.</summary>
/// <param name="Wins">Data sets on which A leads by more than the margin.</param>
/// <param name="Draws">… within the margin.</param>
/// <param name="Losses">… behind by more than the margin.</param>
/// <param name="PValue">Signed-rank test of the leads in margins, Holm-adjusted over all pairs.</param>
/// <param name="Posterior">Bayesian signed-rank, one margin as the region of equivalence.</param>
public sealed record PairAcross(string A, string B, int Wins, int Draws, int Losses, double PValue, BayesianSignedRank Posterior);

/// <summary>
/// All data sets of a study together: one number a data set and learner, the mean of its primary measure at the largest size without
/// noise, so that sizes and replicates of one set are not taken for several. Leads are counted in margins: one point of error and
/// 2.5 % of RMSE weigh alike.
/// </summary>
/// <param name="Datasets">Those on which all <paramref name="Learners"/> completed.</param>
/// <param name="Learners">Best average rank first.</param>
/// <param name="LeftOut">Learners without a result on some data set.</param>
/// <param name="FriedmanPValue">Do the learners differ at all?</param>
/// <param name="Pairs">Every pair once, the better ranked first.</param>
/// <param name="Groups">Longest runs of neighbours in rank of whom no pair differs at 5 %.</param>
public sealed record AcrossDatasets(
    ImmutableArray<string> Datasets,
    ImmutableArray<LearnerAcross> Learners,
    ImmutableArray<string> LeftOut,
    double FriedmanPValue,
    ImmutableArray<PairAcross> Pairs,
    ImmutableArray<ImmutableArray<string>> Groups)
{
    private const double Level = 0.05;
    private const int Resamples = 1000;

    /// <summary>Null with fewer than two data sets or two learners to compare.</summary>
    /// <param name="answers">As <see cref="Ranking.Of(StudyResults)"/> gives them.</param>
    public static AcrossDatasets? Of(IReadOnlyList<Answer> answers)
    {
        Answer[] sets = [.. answers.Where(answer => answer.Winner is not null)];
        string[] all = [.. sets.SelectMany(set => set.Standings).Select(standing => standing.Learner).Distinct()];
        string[] complete = [.. all.Where(name => sets.All(set => set.Standings.Any(standing => standing.Learner == name)))];
        if (sets.Length < 2 || complete.Length < 2)
        {
            return null;
        }

        double[][] losses = [.. sets.Select(set => complete.Select(name => Mean(set, name)).ToArray())];
        FriedmanTest friedman = FriedmanTest.Of(losses);
        int[] order = [.. Enumerable.Range(0, complete.Length).OrderBy(i => friedman.AverageRanks[i])];
        string[] names = [.. order.Select(i => complete[i])];
        double[][] sorted = [.. losses.Select(row => order.Select(i => row[i]).ToArray())];
        PairAcross[] pairs = PairsOf(sets, names, sorted);
        return new AcrossDatasets(
            [.. sets.Select(set => set.Dataset)],
            [.. Rated(sets, sorted, names, [.. order.Select(i => friedman.AverageRanks[i])])],
            [.. all.Except(complete)],
            friedman.PValue,
            [.. pairs],
            [.. GroupsOf(names, pairs)]);
    }

    /// <summary>Advantage of the first loss over the second in margins of the data set's measure.</summary>
    public static double Lead(Answer set, double a, double b) => MeasureScale.Of(set.Measure).Difference(a, b) / set.Margin;

    private static double Mean(Answer set, string learner) => set.Standings.First(standing => standing.Learner == learner).Mean;

    private static PairAcross[] PairsOf(Answer[] sets, string[] names, double[][] losses)
    {
        List<(int A, int B, double[] Leads)> pairs = [];
        for (int a = 0; a < names.Length; a++)
        {
            for (int b = a + 1; b < names.Length; b++)
            {
                (int first, int second) = (a, b);
                pairs.Add((a, b, [.. sets.Select((set, row) => Lead(set, losses[row][first], losses[row][second]))]));
            }
        }

        double[] adjusted = Holm.Adjust([.. pairs.Select(pair => SignedRankTest.Of(pair.Leads).PValue)]);
        BayesianSignedRank.Posterior posterior = new(sets.Length, new Rng(Seeds.From(0, "signed rank")));
        return [.. pairs.Select((pair, i) => new PairAcross(
            names[pair.A],
            names[pair.B],
            pair.Leads.Count(lead => lead > 1),
            pair.Leads.Count(lead => lead is >= -1 and <= 1),
            pair.Leads.Count(lead => lead < -1),
            adjusted[i],
            posterior.Of(pair.Leads, 1)))];
    }

    private static IEnumerable<LearnerAcross> Rated(Answer[] sets, double[][] losses, string[] names, double[] ranks)
    {
        double[][,] duels = [.. sets.Select((set, row) => Duels(set, losses[row]))];
        double[] rating = Ratings(duels, null);
        Rng rng = new(Seeds.From(0, "ratings"));
        double[][] draws = [.. Enumerable.Range(0, Resamples).Select(_ => Ratings([.. sets.Select(_ => duels[rng.NextInt(sets.Length)])], rating))];
        return names.Select((name, i) =>
        {
            double[] spread = [.. draws.Select(draw => draw[i]).Order()];
            return new LearnerAcross(name, ranks[i], rating[i], spread[Resamples / 40], spread[Resamples - 1 - Resamples / 40]);
        });
    }

    /// <summary>Who beats whom on one data set; half a win for a draw.</summary>
    private static double[,] Duels(Answer set, double[] losses)
    {
        double[,] wins = new double[losses.Length, losses.Length];
        for (int a = 0; a < losses.Length; a++)
        {
            for (int b = 0; b < losses.Length; b++)
            {
                double lead = a == b ? double.NaN : Lead(set, losses[a], losses[b]);
                wins[a, b] = lead > 1 ? 1 : lead >= -1 ? 0.5 : 0;
            }
        }

        return wins;
    }

    private static double[] Ratings(double[][,] duels, double[]? start)
    {
        int count = duels[0].GetLength(0);
        double[,] wins = new double[count, count];
        foreach (double[,] one in duels)
        {
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < count; b++)
                {
                    wins[a, b] += one[a, b];
                }
            }
        }

        return BradleyTerry.Ratings(wins, start);
    }

    private static IEnumerable<ImmutableArray<string>> GroupsOf(string[] names, PairAcross[] pairs)
    {
        HashSet<(string, string)> different = [.. pairs.Where(pair => pair.PValue <= Level).Select(pair => (pair.A, pair.B))];
        int reached = 0;
        for (int start = 0; start < names.Length; start++)
        {
            int end = start + 1;
            while (end < names.Length && Enumerable.Range(start, end - start).All(i => !different.Contains((names[i], names[end]))))
            {
                end++;
            }

            // A run inside one that was given already says nothing new.
            if (end - start > 1 && end > reached)
            {
                yield return [.. names[start..end]];
            }

            reached = Math.Max(reached, end);
        }
    }
}
