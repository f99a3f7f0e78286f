using System.Globalization;
using System.Text.RegularExpressions;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

public sealed class VerdictGroupTests
{
    [Fact]
    public void Groups_and_questions_stand_as_first_asked_and_keep_every_verdict()
    {
        Findings findings = new(GoldenStudy.Results);
        IReadOnlyList<VerdictGroup> groups = VerdictGroup.Of(findings);
        Assert.Equal(["largest", "smallest", "noisiest"], groups.Select(group => group.Blocks[0].Verdicts[0].Contrast.At));
        Assert.Equal(
            findings.Verdicts.OrderBy(v => Array.IndexOf(["largest", "smallest", "noisiest"], v.Contrast.At)),
            groups.SelectMany(group => group.Blocks).SelectMany(block => block.Verdicts));
    }

    [Fact]
    public void A_question_is_said_once_for_all_data_sets()
    {
        string page = PageContractTests.Page("whole");
        Assert.Equal(1, Regex.Count(page, "Is the neural network \\(MLP\\) better than gradient boosting\\?"));
    }

    [Fact]
    public void Only_the_first_group_is_open_for_several_data_sets_and_all_for_one()
    {
        Assert.Equal([true, false, false], Open(PageContractTests.Page("whole")));
        Assert.Equal([true, true, true], Open(ReportWriter.Render(GoldenStudy.Of("loans"))));
    }

    [Fact]
    public void A_margin_unlike_the_groups_stands_with_its_question()
    {
        string text = VisibleText.Of(ReportWriter.Render(GoldenStudy.Results with
        {
            Study = GoldenStudy.Plan with
            {
                Contrasts =
                [
                    new("boosting", "mlp", "error", 0.01, "largest"),
                    new("boosting", "linear", "error", 0.01, "largest"),
                    new("linear", "mlp", "error", 0.03, "largest"),
                ],
            },
        })).Replace('\u00A0', ' ');
        Assert.Contains("margin ±1 point\n", text);
        Assert.Contains("Is the linear model better than the neural network (MLP)? Margin ±3 points.", text);
        Assert.DoesNotContain("than the linear model? Margin", text);
    }

    [Fact]
    public void A_verdict_without_pairs_says_who_declined()
    {
        ContrastPlan contrast = new("boosting", "kernel", "error", 0.01, "largest");
        string text = VisibleText.Of(ReportWriter.Render(GoldenStudy.Of("loans") with { Study = GoldenStudy.Plan with { Contrasts = [contrast] } }));
        Assert.Contains("Inconclusive kernel ridge declined", text);
    }

    [Fact]
    public void A_kind_of_data_that_a_learner_declines_takes_one_line_and_no_place_in_the_tally()
    {
        Findings findings = new(GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row is { Learner: "mlp", Dataset: "loans" }
                ? row with { Outcome = Outcome.Declined, Reason = "made for images", Metrics = [] } : row)],
        });
        VerdictGroup largest = VerdictGroup.Of(findings)[0];
        VerdictBlock block = largest.Blocks.Single(one => one.Question == "Is gradient boosting better than the neural network (MLP)?");
        Assert.DoesNotContain(block.Verdicts, verdict => verdict.Dataset == "loans");
        Assert.Equal("No answer for Loans: the neural network (MLP) declined the data.", block.NotFor);
        int[] said = [.. Regex.Matches(largest.Tally, "\\d+").Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(largest.Blocks.Sum(one => one.Verdicts.Count), said.Sum());
        Assert.Null(largest.Blocks.Single(one => one.Question == "Is gradient boosting better than the linear model?").NotFor);
    }

    private static bool[] Open(string page) =>
        [.. Regex.Matches(page, "<details class=\"group\"( open)?").Select(match => match.Groups[1].Success)];
}
