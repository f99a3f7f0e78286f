using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics;

public class RankingTests
{
    [Fact]
    public void Ranks_by_the_mean_at_the_largest_size_without_noise()
    {
        Answer answer = Assert.Single(Ranking.Of(ThreeLearners()
            .Add("d", "a", 1000, 0, "error", 0.20, 0.21, 0.22)
            .Add("d", "b", 1000, 0, "error", 0.10, 0.11, 0.12)
            .Add("d", "c", 1000, 0, "error", 0.15, 0.16, 0.17)
            .Add("d", "floor", 1000, 0, "error", 0.01, 0.01, 0.01)
            .Add("d", "a", 100, 0, "error", 0, 0, 0).Add("d", "a", 1000, 0.4, "error", 0, 0, 0)
            .Build()));
        Assert.Equal(("b", "c", 1000, true), (answer.Winner, answer.RunnerUp, answer.Size, answer.Clear));
        Assert.Equal(["b", "c", "a"], answer.Standings.Select(standing => standing.Learner));
        Assert.Null(answer.Standings[0].Lead);
        Verdict lead = answer.Standings[1].Lead!;
        Assert.Equal(("b", "c", Decision.Better), (lead.Contrast.A, lead.Contrast.B, lead.Decision));
        Assert.True(Math.Abs(lead.Estimate - 0.05) <= 1e-12);
    }

    [Fact]
    public void A_tie_is_not_clear()
    {
        Answer answer = Assert.Single(Ranking.Of(ThreeLearners()
            .Add("d", "a", 1000, 0, "error", 0.20, 0.21, 0.22)
            .Add("d", "b", 1000, 0, "error", 0.199, 0.209, 0.219)
            .Build()));
        Assert.Equal(("b", false, Decision.Equivalent), (answer.Winner, answer.Clear, answer.Standings[1].Lead!.Decision));
    }

    [Fact]
    public void Who_completed_fewer_replicates_cannot_win()
    {
        Answer answer = Assert.Single(Ranking.Of(ThreeLearners()
            .Add("d", "a", 1000, 0, "error", 0.20, 0.21, 0.22)
            .Add("d", "b", 1000, 0, "error", 0.01, double.NaN, double.NaN)
            .Build()));
        Assert.Equal(("a", "b", false), (answer.Winner, answer.RunnerUp, answer.Clear));
    }

    [Fact]
    public void Nobody_completed_is_an_answer_without_a_winner()
    {
        Answer answer = Assert.Single(Ranking.Of(ThreeLearners().Add("d", "a", 1000, 0, "error", double.NaN).Build()));
        Assert.Equal((null, null, false, 1000), (answer.Winner, answer.RunnerUp, answer.Clear, answer.Size));
        Assert.Empty(answer.Standings);
    }

    [Fact]
    public void A_learner_alone_is_not_a_clear_winner()
    {
        Answer answer = Assert.Single(Ranking.Of(ThreeLearners().Add("d", "a", 1000, 0, "error", 0.1, 0.2).Build()));
        Assert.Equal(("a", null, false), (answer.Winner, answer.RunnerUp, answer.Clear));
    }

    [Fact]
    public void The_excess_risk_decides_the_order_where_it_is_known()
    {
        ResultsForTests builder = ThreeLearners();
        for (int r = 0; r < 2; r++)
        {
            builder.Add("d", "a", 1000, 0, r, 0, ("error", 0.10), ("excessRisk", 0.02))
                .Add("d", "b", 1000, 0, r, 0, ("error", 0.11), ("excessRisk", 0.01));
        }

        Assert.Equal("b", Assert.Single(Ranking.Of(builder.Build())).Winner);
    }

    private static ResultsForTests ThreeLearners() =>
        new ResultsForTests().Learner("a").Learner("b").Learner("c").Learner("floor", Family.Baseline).Dataset("d");
}
