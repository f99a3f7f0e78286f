using MlCompare.Ledger;
using MlCompare.Reports.Ledger;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Ledger;

public class LedgerPageTests
{
    [Fact]
    public void The_page_says_what_was_found_and_is_the_same_again()
    {
        using TempFolder folder = new("ledger-page");
        IReadOnlyList<IClaim> claims =
        [
            new MadeUpClaim("a1", Question.Above(20, "a figure <of its own>", read => read.Of(MadeUpInstrument.Cell(5), "x"))),
            new MadeUpClaim("a2", Question.Above(20, "another", read => read.Of(MadeUpInstrument.Cell(1), "x"))),
            new Listed(),
        ];
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick, first: 0);
        new LedgerRunner(plan, MadeUpInstrument.Bench(), new Catalog<IInstrument>([new MadeUpInstrument()])).Run(folder.Path, 1, new NoLedgerProgress(), default);
        string page = LedgerWriter.Render(LedgerReport.Read(claims, plan, folder.Path));
        Assert.Contains("Of 2\u00A0claims tried, 1 confirmed, 1 refuted, 0 inconclusive; 1 listed and not run.", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("a figure &lt;of its own&gt;", page, StringComparison.Ordinal);
        LedgerHeader header = LedgerStore.Read(Path.Combine(folder.Path, LedgerStore.ResultsName)).Header!;
        Assert.Contains($"<code>{header.Revision.Replace("+", "&#x2B;", StringComparison.Ordinal)}</code>", page, StringComparison.Ordinal);
        Assert.Contains(plan.Hash, page, StringComparison.Ordinal);
        Assert.Contains("of processor time", page, StringComparison.Ordinal);
        Assert.Contains("not here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.Equal(page, LedgerWriter.Render(LedgerReport.Read(claims, plan, folder.Path)));
    }

    private sealed class Listed : UntestedClaim
    {
        public override string Id => "a3";

        public override string Words => "Listed.";

        public override string Source => "this test";

        public override string NotRun => "not here";
    }
}
