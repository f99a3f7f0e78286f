using MlCompare.Ledger;

namespace MlCompare.Tests.Ledger;

public class LedgerJudgeTests
{
    [Fact]
    public void Other_figures_turn_the_verdict()
    {
        Assert.Equal(ClaimVerdict.Confirmed, Verdict(Above(20, mean: 5)));
        Assert.Equal(ClaimVerdict.Refuted, Verdict(Above(20, mean: 1)));
        Assert.Equal(ClaimVerdict.Inconclusive, Verdict(Above(20, mean: 1.8)));
        Assert.Equal(ClaimVerdict.Refuted, Verdict(Above(20, mean: 5) with { Side = Side.Below }));
    }

    [Fact]
    public void All_or_one_of_the_questions_must_hold()
    {
        Question good = Above(20, 5), bad = Above(20, 1), open = Above(20, 1.8);
        Assert.Equal(ClaimVerdict.Refuted, Verdict(good, bad));
        Assert.Equal(ClaimVerdict.Inconclusive, Verdict(good, open));
        Assert.Equal(ClaimVerdict.Confirmed, Verdict(Combination.Any, good, bad));
        Assert.Equal(ClaimVerdict.Inconclusive, Verdict(Combination.Any, bad, open));
        Assert.Equal(ClaimVerdict.Refuted, Verdict(Combination.Any, bad, bad));
    }

    /// <summary>A verdict that stands alone may fall when many claims share its data.</summary>
    [Fact]
    public void Claims_that_share_data_are_adjusted_together()
    {
        MadeUpClaim one = new("a1", Above(20, 2.05, "axis-boxes"));
        ClaimFinding alone = Judge([one])[0];
        Assert.Equal(ClaimVerdict.Confirmed, alone.Verdict);
        ClaimFinding[] many = Judge([one, .. Enumerable.Range(2, 12).Select(i => new MadeUpClaim($"a{i}", Above(20, 1.8 + i / 1000.0, "axis-boxes")))]);
        Assert.Equal(ClaimVerdict.Inconclusive, many[0].Verdict);
        Assert.Equal(13, many[0].Sharers);
        ClaimFinding[] apart = Judge([one, .. Enumerable.Range(2, 12).Select(i => new MadeUpClaim($"a{i}", Above(20, 1.8, $"set-{i}")))]);
        Assert.Equal(alone.Doubt, apart[0].Doubt);
    }

    [Fact]
    public void An_open_verdict_says_how_many_replicates_it_needs()
    {
        ClaimFinding finding = Judge([new MadeUpClaim("a1", Above(20, 1.75))])[0];
        Assert.InRange(finding.MoreReplicates ?? 0, 6, 1000);
    }

    private static Question Above(double bound, double mean, string dataset = "") =>
        Question.Above(bound, "made up", read => read.Of(MadeUpInstrument.Cell(mean, dataset), "x"));

    private static ClaimVerdict Verdict(params Question[] questions) => Verdict(Combination.All, questions);

    private static ClaimVerdict Verdict(Combination how, params Question[] questions) => Judge([new MadeUpClaim("a1", questions) { How = how }])[0].Verdict;

    private static ClaimFinding[] Judge(IReadOnlyList<IClaim> claims)
    {
        MadeUpInstrument instrument = new();
        LedgerBench bench = MadeUpInstrument.Bench();
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick, first: 0);
        LedgerHeader header = new(LedgerHeader.Latest, plan.Hash, "this test", Scale.Quick, plan.Cells.Length, []);
        Dictionary<string, CellResult> results = plan.Cells.ToDictionary(cell => cell.Key, cell => CellResult.Of(cell, header, instrument.Measure(cell, bench, default), null, 0));
        return [.. LedgerJudge.Judge(claims, plan, results)];
    }
}
