using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics;

public class ContrastAnalysisTests
{
    private static readonly ContrastPlan Plain = new("a", "b", "error", 0.01, "largest");

    [Fact]
    public void Works_a_paired_example_as_by_hand()
    {
        // Differences b − a: .03 .04 .05; mean .04, s = .01, t(0.975; 2) = 4.302653: half width .024841.
        StudyResults results = TwoLearners(Plain).Dataset("d")
            .Add("d", "a", 1000, 0, "error", 0.10, 0.12, 0.11)
            .Add("d", "b", 1000, 0, "error", 0.13, 0.16, 0.16)
            .Add("d", "a", 250, 0, "error", 0.9, 0.9, 0.9)
            .Add("d", "b", 250, 0, "error", 0.1, 0.1, 0.1)
            .Build();
        Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
        Assert.Equal(("d", 1000, 0.0, 3, Decision.Better), (verdict.Dataset, verdict.Rows, verdict.Noise, verdict.Pairs, verdict.Decision));
        Close(0.04, verdict.Estimate);
        Close(0.04 - 0.024841, verdict.Low, 1e-5);
        Close(0.04 + 0.024841, verdict.High, 1e-5);
        Assert.Contains("fresh draws", verdict.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_where_the_contrast_says()
    {
        StudyResults results = TwoLearners(Plain with { At = "smallest" }, Plain with { At = "noisiest" }, Plain).Dataset("d")
            .Add("d", "a", 250, 0, "error", 0.30, 0.31).Add("d", "b", 250, 0, "error", 0.20, 0.21)
            .Add("d", "a", 4000, 0, "error", 0.10, 0.11).Add("d", "b", 4000, 0, "error", 0.10, 0.11)
            .Add("d", "a", 1000, 0.4, "error", 0.10, 0.11).Add("d", "b", 1000, 0.4, "error", 0.30, 0.31)
            .Add("d", "a", 1000, 0.1, "error", 0.5, 0.5).Add("d", "b", 1000, 0.1, "error", 0.1, 0.1)
            .Build();
        Assert.Equal(
            [(250, 0.0, Decision.Worse), (1000, 0.4, Decision.Better), (4000, 0.0, Decision.Equivalent)],
            ContrastAnalysis.Of(results).Select(verdict => (verdict.Rows, verdict.Noise, verdict.Decision)));
    }

    [Fact]
    public void Pairs_only_what_completed_on_both_sides()
    {
        StudyResults results = TwoLearners(Plain).Dataset("d")
            .Add("d", "a", 1000, 0, "error", 0.10, double.NaN, 0.10, 0.10)
            .Add("d", "b", 1000, 0, "error", 0.20, 0.90, 0.21, double.NaN, 0.9)
            .Build();
        Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
        Assert.Equal(2, verdict.Pairs);
        Close(0.105, verdict.Estimate);
        Assert.Contains("without a pair: 3", verdict.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void One_pair_or_none_is_inconclusive()
    {
        StudyResults results = TwoLearners(Plain, Plain with { B = "nobody" }).Dataset("d")
            .Add("d", "a", 1000, 0, "error", 0.1)
            .Add("d", "b", 1000, 0, "error", 0.9)
            .Build();
        IReadOnlyList<Verdict> verdicts = ContrastAnalysis.Of(results);
        Assert.All(verdicts, verdict => Assert.Equal((Decision.Inconclusive, null), (verdict.Decision, verdict.PairsNeeded)));
        Assert.Equal([1, 0], verdicts.Select(verdict => verdict.Pairs));
        Assert.True(double.IsNaN(verdicts[1].Estimate));
    }

    [Fact]
    public void Metrics_that_are_not_finite_make_no_pair()
    {
        StudyResults results = TwoLearners(Plain).Dataset("d")
            .Add("d", "a", 1000, 0, 0, 0, ("error", double.NaN)).Add("d", "b", 1000, 0, 0, 0, ("error", 0.2))
            .Add("d", "a", 1000, 0, 1, 0, ("error", 0.2)).Add("d", "b", 1000, 0, 1, 0, ("error", double.PositiveInfinity))
            .Build();
        Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
        Assert.Equal((0, Decision.Inconclusive), (verdict.Pairs, verdict.Decision));
    }

    [Fact]
    public void Takes_the_log_ratio_of_root_mean_squared_errors()
    {
        StudyResults results = TwoLearners(Plain with { Measure = "rmse", Margin = 0.025 }, Plain)
            .Dataset("d", TaskKind.Regression)
            .Add("d", "a", 1000, 0, "rmse", 2, 4).Add("d", "b", 1000, 0, "rmse", 2.2, 4.4)
            .Build();
        // One verdict: a regression has no error rate.
        Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
        Close(Math.Log(1.1), verdict.Estimate);
        Assert.Equal(Decision.Better, verdict.Decision);
        Assert.Contains("log ratio", verdict.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_mean_squared_error_of_zero_leaves_finite_differences()
    {
        StudyResults results = TwoLearners(Plain with { Measure = "rmse" }).Dataset("d", TaskKind.Regression)
            .Add("d", "a", 1000, 0, "rmse", 0, 0, 0).Add("d", "b", 1000, 0, "rmse", 1, 2, 0)
            .Build();
        Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
        Assert.True(double.IsFinite(verdict.Estimate) && double.IsFinite(verdict.High));
    }

    [Fact]
    public void Prefers_the_excess_risk_where_every_pair_has_it()
    {
        ResultsForTests all = TwoLearners(Plain).Dataset("d"), some = TwoLearners(Plain).Dataset("d");
        for (int r = 0; r < 3; r++)
        {
            foreach ((string learner, double excess) in new[] { ("a", 0.01), ("b", 0.04 + 0.001 * r) })
            {
                all.Add("d", learner, 1000, 0, r, 0, ("error", 0.1 * r), ("excessRisk", excess));
                (string, double)[] metrics = r == 0 ? [("error", 0.1)] : [("error", 0.1), ("excessRisk", excess)];
                some.Add("d", learner, 1000, 0, r, 0, metrics);
            }
        }

        Verdict exact = Assert.Single(ContrastAnalysis.Of(all.Build()));
        Close(0.031, exact.Estimate);
        Assert.Contains("excess risk", exact.Method, StringComparison.Ordinal);
        Close(0, Assert.Single(ContrastAnalysis.Of(some.Build())).Estimate);
    }

    [Fact]
    public void Resplits_and_fixed_tests_have_wider_intervals_than_fresh_draws()
    {
        double Width(bool fresh, bool fixedTest)
        {
            StudyResults results = TwoLearners(Plain).Dataset("d", fresh: fresh, fixedTest: fixedTest)
                .Add("d", "a", 1000, 0, "error", 0.10, 0.12, 0.11).Add("d", "b", 1000, 0, "error", 0.13, 0.16, 0.16).Build();
            Verdict verdict = Assert.Single(ContrastAnalysis.Of(results));
            return verdict.High - verdict.Low;
        }

        // 1/3 against 1/3 + 4000/6000.
        Close(Math.Sqrt(3), Width(false, false) / Width(true, false), 1e-9);
        Assert.True(Width(false, true) > Width(true, false));
    }

    [Fact]
    public void Swapping_the_learners_mirrors_the_verdict()
    {
        StudyResults results = TwoLearners(Plain, Plain with { A = "b", B = "a" }).Dataset("d", fresh: false)
            .Add("d", "a", 1000, 0, "error", 0.10, 0.12, 0.11).Add("d", "b", 1000, 0, "error", 0.13, 0.16, 0.16).Build();
        IReadOnlyList<Verdict> verdicts = ContrastAnalysis.Of(results);
        Close(-verdicts[0].Estimate, verdicts[1].Estimate);
        Close(-verdicts[0].Low, verdicts[1].High);
        Assert.Equal(verdicts[0].PairsNeeded, verdicts[1].PairsNeeded);
    }

    [Fact]
    public void Several_data_sets_count_as_one_difference_each()
    {
        ResultsForTests builder = TwoLearners(Plain);
        foreach ((string id, double gap) in new[] { ("z", 0.02), ("m", 0.03), ("k", 0.04) })
        {
            builder.Dataset(id).Add(id, "a", 1000, 0, "error", 0.1, 0.2).Add(id, "b", 1000, 0, "error", 0.1 + gap, 0.2 + gap);
        }

        builder.Dataset("empty").Dataset("numbers", TaskKind.Regression);
        IReadOnlyList<Verdict> verdicts = ContrastAnalysis.Of(builder.Build());
        Assert.Equal(["z", "m", "k", "empty", "all"], verdicts.Select(verdict => verdict.Dataset));
        // Mean .03, s = .01, three data sets: the half width of the first test.
        Close(0.03, verdicts[4].Estimate);
        Close(0.03 + 0.024841, verdicts[4].High, 1e-5);
        Assert.Equal((3, Decision.Inconclusive), (verdicts[4].Pairs, verdicts[4].Decision));
    }

    [Fact]
    public void Two_data_sets_are_not_pooled()
    {
        ResultsForTests builder = TwoLearners(Plain);
        foreach (string id in new[] { "x", "y" })
        {
            builder.Dataset(id).Add(id, "a", 1000, 0, "error", 0.1, 0.2).Add(id, "b", 1000, 0, "error", 0.2, 0.3);
        }

        Assert.DoesNotContain(ContrastAnalysis.Of(builder.Build()), verdict => verdict.Dataset == "all");
    }

    [Fact]
    public void The_order_of_the_rows_and_other_interventions_change_nothing()
    {
        StudyResults results = TwoLearners(Plain).Dataset("d")
            .Add("d", "a", 1000, 0, "error", 0.10, 0.12, 0.11).Add("d", "b", 1000, 0, "error", 0.13, 0.16, 0.16).Build();
        TrialRow rotated = results.Rows[0] with
        {
            Conditions = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["rotation"] = 1, ["training-size"] = 1000 },
            Metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["error"] = 0.9 },
        };
        Verdict expected = Assert.Single(ContrastAnalysis.Of(results));
        Assert.Equal(expected, Assert.Single(ContrastAnalysis.Of(ResultsForTests.Reversed(results))));
        Assert.Equal(expected, Assert.Single(ContrastAnalysis.Of(results with { Rows = results.Rows.Add(rotated) })));
    }

    internal static ResultsForTests TwoLearners(params ContrastPlan[] contrasts) =>
        new ResultsForTests { Contrasts = [.. contrasts] }.Learner("a").Learner("b");

    private static void Close(double expected, double actual, double tolerance = 1e-12) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, got {actual}");
}
