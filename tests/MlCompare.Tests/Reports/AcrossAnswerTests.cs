using System.Text.RegularExpressions;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;
using MlCompare.Tests.Statistics;

namespace MlCompare.Tests.Reports;

/// <summary>What stands above everything else when there are several data sets.</summary>
public sealed class AcrossAnswerTests
{
    [Fact]
    public void One_that_is_better_on_all_of_many_is_the_one_to_use()
    {
        string answer = Plain(ReportFile.Answers(Study(8, _ => 0.05))[0]);
        Assert.Equal("Over all 8 data sets, use a: it has the lowest mean, or is within the margin of it, on each of them.", answer);
    }

    [Fact]
    public void One_that_is_better_on_few_is_the_one_to_start_with()
    {
        string answer = Plain(ReportFile.Answers(Study(4, set => set == 2 ? -0.04 : 0.05))[0]);
        Assert.Equal("Over all 4 data sets, start with a: it has the lowest mean, or is within the margin of it, on 3 of them; at worst it is 4.0 margins behind (d2). "
            + "That it is better than all others on data sets like these is not shown.", answer);
    }

    [Fact]
    public void Where_each_set_has_a_best_of_its_own_none_is_recommended()
    {
        string answer = Plain(ReportFile.Answers(Study(3, set => set == 2 ? -0.04 : 0.05))[0]);
        Assert.Equal("No one learner serves all 3 data sets: a ranks first, but it has the lowest mean, or is within the margin of it, on only 2 of them; "
            + "at worst it is 4.0 margins behind (d2). Choose for each data set.", answer);
    }

    [Fact]
    public void It_stands_first_and_the_sets_behind_it_are_closed()
    {
        StudyResults results = Study(3, set => set == 2 ? -0.04 : 0.05);
        string page = ReportWriter.Render(results), text = Plain(VisibleText.Of(page));
        Assert.InRange(page.IndexOf("All 3", StringComparison.Ordinal), 0, page.IndexOf("<table", StringComparison.Ordinal));
        Assert.Equal(3, Regex.Count(page, "<details class=\"answer[^>]*id=\"answer-\\d\">"));
        Assert.Contains("A is behind by more than the margin, whether by chance or not, on d2 by 4.0 margins to b.", text);
        Assert.All(ReportFile.Answers(results), answer => Assert.Contains(Plain(answer), text));
        Assert.All(PageContract.Checks, check => Assert.Null(check.Run(page)));
        Assert.DoesNotContain("data sets together", VisibleText.Of(ReportWriter.Render(Study(1, _ => 0.05))));
    }

    /// <summary>Learner a is ahead of b by so much on each set.</summary>
    private static StudyResults Study(int sets, Func<int, double> lead)
    {
        ResultsForTests results = new ResultsForTests().Learner("a", Family.Boosting).Learner("b", Family.Kernel);
        for (int set = 0; set < sets; set++)
        {
            string id = $"d{set}";
            results.Dataset(id).Add(id, "a", 1000, 0, "error", 0.2, 0.21, 0.22).Add(id, "b", 1000, 0, "error", 0.2 + lead(set), 0.21 + lead(set), 0.22 + lead(set));
        }

        return results.Build();
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
