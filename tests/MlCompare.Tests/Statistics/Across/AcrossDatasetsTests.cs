using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics.Across;

public class AcrossDatasetsTests
{
    [Fact]
    public void A_planted_order_is_found_and_joined_where_nothing_separates()
    {
        AcrossDatasets across = Study(12, (set, rng) => [0.10 + 0.001 * rng.NextGaussian(), 0.10 + 0.001 * rng.NextGaussian(), 0.20]);
        Assert.Equal("c", across.Learners[^1].Learner);
        Assert.Equal(["a", "b"], across.Groups.Single().Order());
        PairAcross last = across.Pairs.Single(pair => pair.A == "a" && pair.B == "c");
        Assert.Equal((12, 0, 0), (last.Wins, last.Draws, last.Losses));
        Assert.True(last.PValue <= 0.05 && last.Posterior.Better >= 0.95);
        PairAcross level = across.Pairs.Single(pair => pair.B != "c");
        Assert.True(level.PValue > 0.05 && level.Posterior.Equivalent >= 0.95 && level.Draws == 12);
        LearnerAcross best = across.Learners.Single(learner => learner.Learner == "a"), worst = across.Learners[^1];
        Assert.True(best.Low > worst.High, $"{best} {worst}");
    }

    [Fact]
    public void Errors_and_root_mean_squares_weigh_alike()
    {
        ResultsForTests results = new ResultsForTests().Learner("a").Learner("b").Dataset("d").Dataset("r", TaskKind.Regression)
            .Add("d", "a", 100, 0, "error", 0.10, 0.10).Add("d", "b", 100, 0, "error", 0.12, 0.12)
            .Add("r", "a", 100, 0, "rmse", 1000, 1000).Add("r", "b", 100, 0, "rmse", 1000 * Math.Exp(0.05), 1000 * Math.Exp(0.05));
        foreach (Answer answer in Ranking.Of(results.Build()))
        {
            double lead = AcrossDatasets.Lead(answer, answer.Standings[0].Mean, answer.Standings[1].Mean);
            Assert.True(Math.Abs(lead - 2) <= 1e-9, $"{answer.Dataset}: {lead}");
        }
    }

    [Fact]
    public void Who_lacks_a_data_set_is_not_ranked_but_named()
    {
        AcrossDatasets across = AcrossDatasets.Of(Ranking.Of(new ResultsForTests().Learner("a").Learner("b").Learner("images-only").Dataset("d").Dataset("e")
            .Add("d", "a", 100, 0, "error", 0.1, 0.1).Add("d", "b", 100, 0, "error", 0.2, 0.2).Add("d", "images-only", 100, 0, "error", 0, 0)
            .Add("e", "a", 100, 0, "error", 0.1, 0.1).Add("e", "b", 100, 0, "error", 0.2, 0.2).Build()))!;
        Assert.Equal("images-only", Assert.Single(across.LeftOut));
        Assert.Equal(["a", "b"], across.Learners.Select(learner => learner.Learner));
    }

    [Fact]
    public void One_data_set_or_one_learner_is_nothing_to_rank()
    {
        Assert.Null(AcrossDatasets.Of(Ranking.Of(new ResultsForTests().Learner("a").Learner("b").Dataset("d")
            .Add("d", "a", 100, 0, "error", 0.1).Add("d", "b", 100, 0, "error", 0.2).Build())));
        Assert.Null(AcrossDatasets.Of(Ranking.Of(new ResultsForTests().Learner("a").Dataset("d").Dataset("e")
            .Add("d", "a", 100, 0, "error", 0.1).Add("e", "a", 100, 0, "error", 0.2).Build())));
    }

    [Fact]
    public void Without_a_difference_pairs_are_rarely_separated()
    {
        // Three learners alike: after Holm, any false separation in at most 5 % of the studies; 100 studies, three standard errors allowed.
        int studies = Enumerable.Range(0, 100).Count(seed => Study(10, (_, rng) =>
            [0.3 + 0.05 * rng.NextGaussian(), 0.3 + 0.05 * rng.NextGaussian(), 0.3 + 0.05 * rng.NextGaussian()], seed).Pairs.Any(pair => pair.PValue <= 0.05));
        Assert.InRange(studies, 0, 11);
    }

    private static AcrossDatasets Study(int sets, Func<int, Rng, double[]> errors, int seed = 0)
    {
        Rng rng = new((ulong)seed);
        string[] learners = ["a", "b", "c"];
        Answer[] answers = [.. Enumerable.Range(0, sets).Select(set =>
        {
            double[] losses = errors(set, rng);
            return new Answer($"d{set}", 100, "error", 0.01, "a", "b",
                [.. learners.Select((name, i) => new Standing(name, Family.Linear, losses[i], losses[i], losses[i], 3, null))], false);
        })];
        return AcrossDatasets.Of(answers)!;
    }
}
