using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics;

public class StructureAnalysisTests
{
    private const string Turned = "rotated-columns";

    [Fact]
    public void Loss_is_the_share_of_the_lead_over_the_baseline()
    {
        StructureFindings found = Find(
            Learner("tree", 0.10, 0.20), Learner("net", 0.15, 0.15), Learner("constant", 0.50, 0.50));
        Assert.Equal("tree", found.Winner);
        Assert.Equal("constant", found.Baseline);
        Assert.Equal(0.25, Of(found, "tree").Loss!.Mean, 1e-9);
        Assert.Equal(0, Of(found, "net").Loss!.Mean, 1e-9);
    }

    [Fact]
    public void A_property_that_only_the_winner_uses_is_a_finding_and_explains_more_than_the_gap()
    {
        Reliance one = Assert.Single(Find(Learner("tree", 0.10, 0.20), Learner("net", 0.15, 0.15), Learner("constant", 0.50, 0.50)).Reliances);
        Assert.Equal(Decision.Better, one.Decision);
        Assert.Equal(0.05, one.Gap.Mean, 1e-9);
        Assert.Equal(-0.05, one.GapAfter.Mean, 1e-9);
        Assert.Equal(2, one.Explained!.Mean, 1e-9);
        Assert.InRange(one.PValue, 0, 0.01);
    }

    [Fact]
    public void A_property_that_the_rival_needs_is_one_the_other_way() => Assert.Equal(
        Decision.Worse, Find(Learner("tree", 0.10, 0.10), Learner("net", 0.15, 0.25), Learner("constant", 0.50, 0.50)).Reliances[0].Decision);

    [Fact]
    public void Falling_to_the_baseline_together_is_no_finding()
    {
        Reliance one = Find(Learner("tree", 0.10, 0.50), Learner("net", 0.15, 0.50), Learner("constant", 0.50, 0.50)).Reliances[0];
        Assert.Equal(1, one.Explained!.Mean, 1e-6);
        Assert.Equal(Decision.Inconclusive, one.Decision);
    }

    [Fact]
    public void Nothing_lost_by_either_is_shown_to_tell_nothing() => Assert.Equal(
        Decision.Equivalent, Find(Learner("tree", 0.10, 0.10), Learner("net", 0.15, 0.15), Learner("constant", 0.50, 0.50)).Reliances[0].Decision);

    [Fact]
    public void Who_is_at_the_baseline_has_no_lead_to_lose()
    {
        StructureFindings found = Find(Learner("tree", 0.10, 0.20), Learner("net", 0.50, 0.50), Learner("constant", 0.50, 0.50));
        Assert.Null(Of(found, "net").Loss);
        Assert.Equal(Decision.Inconclusive, found.Reliances[0].Decision);
    }

    [Fact]
    public void Without_a_baseline_nothing_is_said() => Assert.Null(Find(Learner("tree", 0.10, 0.20), Learner("net", 0.15, 0.15)).Baseline);

    [Fact]
    public void No_difference_is_seldom_taken_for_one()
    {
        // Both lose a fifth of their lead; 200 studies of five replicates with six changes each.
        int found = 0;
        Rng rng = new(11);
        for (int study = 0; study < 200; study++)
        {
            string[] changes = [.. Enumerable.Range(0, 6).Select(i => $"change-{i}")];
            ResultsForTests results = Start();
            foreach ((string name, double error) in new[] { ("tree", 0.10), ("net", 0.15), ("constant", 0.50) })
            {
                double[] Values(double mean, double spread) => [.. Enumerable.Range(0, 5).Select(_ => mean + spread * rng.NextGaussian())];
                double[] plain = Values(error, 0.01);
                results.Add("d", name, 1000, 0, "error", plain);
                foreach (string change in changes)
                {
                    double after = name == "constant" ? 0.50 : error + 0.2 * (0.50 - error);
                    results.AddChanged("d", name, 1000, change, 1, "error", Values(after, 0.01));
                }
            }

            found += Analyse(results, changes).Reliances.Any(one => one.Decision is Decision.Better or Decision.Worse) ? 1 : 0;
        }

        Assert.InRange(found, 0, 10);
    }

    [Fact]
    public void Trials_with_changed_structure_have_no_place_in_the_curves()
    {
        StudyResults results = Results(Learner("tree", 0.10, 0.20), Learner("constant", 0.50, 0.50));
        Assert.All(CurveAnalysis.OverRows(results, "error"), curve => Assert.Single(curve.Points));
        Assert.Equal(0.10, Ranking.Of(results)[0].Standings[0].Mean, 1e-3);
    }

    private static Sensitivity Of(StructureFindings found, string learner) => found.Sensitivities.Single(one => one.Learner == learner);

    private static (string Name, double Before, double After) Learner(string name, double before, double after) => (name, before, after);

    private static ResultsForTests Start() => new ResultsForTests()
        .Dataset("d").Learner("tree", Family.Boosting).Learner("net", Family.Neural).Learner("constant", Family.Baseline);

    /// <summary>Five replicates that differ by a thousandth, the same before and after.</summary>
    private static StudyResults Results(params (string Name, double Before, double After)[] learners)
    {
        ResultsForTests results = Start();
        foreach ((string name, double before, double after) in learners)
        {
            double[] Values(double mean) => [.. Enumerable.Range(-2, 5).Select(i => mean + 0.001 * i)];
            results.Add("d", name, 1000, 0, "error", Values(before)).AddChanged("d", name, 1000, Turned, 1, "error", Values(after));
        }

        return Planned(results, [Turned]);
    }

    private static StudyResults Planned(ResultsForTests results, string[] changes)
    {
        StudyResults built = results.Build();
        return built with { Study = built.Study with { Structure = [.. changes.Select(id => new StructurePlan(id, [1]))] } };
    }

    private static StructureFindings Analyse(ResultsForTests results, string[] changes) => StructureAnalysis.Of(Planned(results, changes))[0];

    private static StructureFindings Find(params (string Name, double Before, double After)[] learners) => StructureAnalysis.Of(Results(learners))[0];
}
