using MlCompare.BenchWhy;
using MlCompare.Tests.Reports;

namespace MlCompare.Tests.BenchWhy;

public class WhyPageTests
{
    private static readonly Lazy<string> Page = new(() => Render(planted: true));

    public static TheoryData<string> Promises => [.. PageContract.Checks.Select(check => check.Promise)];

    [Theory]
    [MemberData(nameof(Promises))]
    public void The_page_keeps_its_promises(string promise) => Assert.Null(PageContract.Checks.Single(check => check.Promise == promise).Run(Page.Value));

    [Fact]
    public void The_verdict_is_that_of_the_figures()
    {
        Assert.Contains("By the plan&#x27;s rule: confirmed for both gaps.", Page.Value, StringComparison.Ordinal);
        string chance = Render(planted: false);
        Assert.DoesNotContain("confirmed for", chance, StringComparison.Ordinal);
        Assert.Contains("none is a finding", chance, StringComparison.Ordinal);
        Assert.Equal(Page.Value, Render(planted: true));
    }

    private static string Render(bool planted)
    {
        TableRecord[] tables = SyntheticTables.Many(1, planted);
        tables[3] = tables[3] with { Task = TaskKind.Regression, Draws = [.. tables[3].Draws.Select(draw => draw with { HeavyTailed = null })] };
        TableRecord image = SyntheticTables.Of("pictures", 0.1, 0.05, 0) with { Modality = Modality.Image, Draws = [] };
        image.Errors["conv"] = [0.1, 0.1];
        image.Errors.Remove("kernel-ridge");
        image.Missing["kernel-ridge"] = "has <none>";
        return WhyPageWriter.Render(Judgement.Of(tables, permutations: 99 * 5), [image]);
    }
}
