using System.Text.RegularExpressions;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>What particular studies must make the page say.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public void Names_of_others_are_text()
    {
        const string Evil = "<script>alert('x')</script>\"&";
        DatasetSummary set = GoldenStudy.Header.Datasets[0] with
        {
            Title = Evil, Source = "javascript:alert(1)", Licence = Evil, Notes = Evil, Remarks = [Evil], Classes = [Evil, "b"], Split = Evil,
        };
        string page = ReportWriter.Render(GoldenStudy.Results with
        {
            Header = GoldenStudy.Header with
            {
                Datasets = [set],
                Command = Evil,
                Absent = [Evil],
                Learners = [.. GoldenStudy.Header.Learners.Select(l => l with { Title = l.Title + Evil, Excuses = [Evil] })],
            },
            Rows = [.. GoldenStudy.Results.Rows.Where(r => r.Dataset == set.Id).Select(r => r with { Reason = r.Reason is null ? null : Evil })],
        });
        Assert.DoesNotContain("alert('x')</script>", page);
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.DoesNotContain("href=\"javascript", page);
        Assert.Contains("default-src &#x27;none&#x27;", page);
        Assert.Contains("&lt;script&gt;alert(", page);
        Assert.All(PageContract.Checks, check => Assert.Null(check.Run(page)));
    }

    [Fact]
    public void A_study_in_progress_says_so_and_how_to_resume()
    {
        string text = VisibleText.Of(PageContractTests.Page("in progress"));
        Assert.Contains("Preliminary: 40 of 240 trials so far.", text);
        Assert.Contains("To go on, keeping finished trials, run in the folder that holds study.json: " + GoldenStudy.Header.Command, text);
        Assert.Contains("+ 200 not run yet = 240", text);
        Assert.DoesNotContain("Preliminary", VisibleText.Of(PageContractTests.Page("whole")));
    }

    [Fact]
    public void One_replicate_gives_no_interval_and_says_so()
    {
        string text = VisibleText.Of(PageContractTests.Page("one replicate"));
        Assert.Contains("One replicate: no intervals.", text);
        Assert.Contains("one replicate cannot tell chance from difference", text);
        Assert.DoesNotContain("class=\"band", PageContractTests.Page("one replicate"));
    }

    [Fact]
    public void Advice_to_take_the_cheaper_is_only_for_those_that_seem_level()
    {
        // The linear model fits faster but is 4 points behind: that one replicate proves nothing is no reason to take it.
        string text = VisibleText.Of(PageContractTests.Page("one replicate"));
        Assert.DoesNotContain("take the cheaper: the linear model", text);
        Assert.DoesNotContain("Warning: no learner", text);
    }

    [Fact]
    public void Learners_no_better_than_the_baseline_are_a_warning()
    {
        string text = VisibleText.Of(PageContractTests.Page("equal learners"));
        Assert.Contains("Warning: no learner is shown to beat the baseline “Constant”", text);
        Assert.DoesNotContain("Warning: no learner", VisibleText.Of(PageContractTests.Page("whole")));
    }

    [Fact]
    public void More_rows_than_planned_are_a_warning_not_a_sum()
    {
        string text = VisibleText.Of(ReportWriter.Render(GoldenStudy.Results with { Header = GoldenStudy.Header with { Planned = 239 } }));
        Assert.Contains("The sum is off by 1.", text);
        Assert.DoesNotContain("nothing went missing", text);
    }

    [Fact]
    public void Answers_for_the_terminal_are_those_of_the_page() =>
        Assert.All(ReportFile.Answers(GoldenStudy.Results), answer => Assert.Contains(answer.Replace('\u00A0', ' '), VisibleText.Of(PageContractTests.Page("whole")).Replace('\u00A0', ' ')));

    [Fact]
    public void Sections_are_found_in_order_and_see_no_learner()
    {
        Assert.Equal("answer", ReportSections.All[0].Id);
        Assert.Equal(ReportSections.All.Select(s => s.Order).Distinct().Order(), ReportSections.All.Select(s => s.Order));
        Assert.DoesNotContain(
            typeof(ReportWriter).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "MlCompare.Learners");
    }
}
