using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>The sentences at the top of the page, on studies whose answers are known.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void A_linear_model_that_is_level_with_the_best_family_is_said_with_its_price()
    {
        string text = Sentence(Level("linear"));
        Assert.Contains("No clear winner on Loans (30,162 rows): gradient boosting is the best of the three families, 11.0 % error", text);
        Assert.Contains("but the linear model is equivalent within the margin of 1 point (11.1 %) and fits ", text);
        Assert.Contains(" faster: start with it.", text);
    }

    [Fact]
    public void Two_of_the_three_families_that_are_level_are_no_win() => Assert.Contains(
        "gradient boosting and the neural network (MLP) are equivalent within the margin of 1 point (11.0 % and 11.1 % error at 16,000 training rows)",
        Sentence(Level("mlp")));

    [Fact]
    public void A_lead_that_is_sure_but_perhaps_within_the_margin_is_called_a_lead()
    {
        string text = Sentence(Change(GoldenStudy.Of("loans"), (row, boosting) => row.Learner == "boosting"
            ? row.Metrics["error"]
            : boosting + 0.012 + (row.Learner == "linear" ? 0.001 : 0)));
        Assert.Contains("On Loans (30,162 rows), gradient boosting is ahead, though perhaps by less than the margin of 1 point: 11.0 % error", text);
        Assert.Contains("the neural network (MLP) 1.2 points (", text);
        Assert.Contains(") behind, the linear model 1.3 points (", text);
    }

    [Fact]
    public void Who_declined_the_largest_size_is_named_with_how_it_stood_before()
    {
        Assert.EndsWith("Kernel ridge declined that many rows.", Sentence(GoldenStudy.Of("loans")));
        string text = Text(GoldenStudy.Of("loans"));
        Assert.Contains("Kernel ridge declined 16,000 rows (see “What is missing”); at 2,000, the most it completed, it had 14.3 % against 12.6 % of gradient boosting", text);
        StudyResults never = GoldenStudy.Of("loans");
        never = never with
        {
            Rows = [.. never.Rows.Select(r => r.Learner == "kernel" ? r with { Outcome = Outcome.Failed, Reason = "no memory", Metrics = [] } : r)],
        };
        Assert.Contains("Kernel ridge failed at 16,000 rows (see “What is missing”), and has no result with fewer to compare.", Text(never));
    }

    [Fact]
    public void Several_who_are_absent_take_the_plural()
    {
        StudyResults loans = GoldenStudy.Of("loans");
        Assert.EndsWith(
            "The linear model and kernel ridge have not yet run at that many rows.",
            Sentence(loans with { Rows = [.. loans.Rows.Where(row => row.TrainRows < 16000 || row.Learner is not ("linear" or "kernel"))] }));
    }

    [Fact]
    public void Who_declined_all_sizes_declined_the_data_and_not_its_rows()
    {
        StudyResults loans = GoldenStudy.Of("loans");
        loans = loans with
        {
            Rows = [.. loans.Rows.Select(r => r.Learner == "kernel" ? r with { Outcome = Outcome.Declined, Reason = "made for images", Metrics = [] } : r)],
        };
        Assert.DoesNotContain("declined", Sentence(loans));
        Assert.Contains("Kernel ridge declined this data (see “What is missing”).", Text(loans));
    }

    [Fact]
    public void Who_is_ahead_but_did_not_complete_all_is_said_to_be_ahead()
    {
        StudyResults loans = GoldenStudy.Of("loans");
        string text = Sentence(loans with { Rows = [.. loans.Rows.Where(row => row.Learner != "boosting" || row.Replicate < 2)] });
        Assert.Contains("the neural network (MLP) has 13.4 % error at 16,000 training rows", text);
        Assert.Matches("gradient boosting is 2\\.\\d points .* over the 2 replicates that both completed", text);
        Assert.DoesNotContain("−2.", text);
    }

    [Fact]
    public void Differences_agree_with_the_values_beside_them()
    {
        Primary error = Primary.Of(TaskKind.Binary), rmse = Primary.Of(TaskKind.Regression);
        Same(("16.9 %", "16.2 %", true), error.Pair(0.1692, 0.1624, -0.0068));
        Same(("16.92 %", "16.26 %", true), error.Pair(0.1692, 0.1626, -0.0066));
        Same(("16.9 %", "16.3 %", false), error.Pair(0.1692, 0.1626, -0.0166));
        Same(("65,300", "64,400", true), rmse.Pair(65_313, 64_379, Math.Log(64_379.0 / 65_313)));
        Same(("65,330", "64,350", true), rmse.Pair(65_330, 64_351, Math.Log(64_351.0 / 65_330)));
        Assert.Equal(rmse.Difference(-0.05), "−" + rmse.Difference(0.05));
    }

    [Fact]
    public void The_table_stands_before_the_cards_for_several_data_sets_and_after_the_card_for_one()
    {
        string several = PageContractTests.Page("whole"), one = ReportWriter.Render(GoldenStudy.Of("loans"));
        Assert.InRange(several.IndexOf("<table", StringComparison.Ordinal), 0, several.IndexOf("id=\"answer-1\"", StringComparison.Ordinal));
        Assert.InRange(one.IndexOf("id=\"answer-1\"", StringComparison.Ordinal), 0, one.IndexOf("<table", StringComparison.Ordinal));
    }

    [Fact]
    public void Tuning_and_time_limits_are_said()
    {
        string text = Text(GoldenStudy.Of("loans") with { Study = GoldenStudy.Plan with { Tune = 20, TimeLimitSeconds = 600, Contrasts = [] } });
        Assert.Contains("Every learner ran with its defaults and once more tuned: the best of these and 20 random configurations.", text);
        Assert.Contains("Fits that take longer than 10 min: they count as failed, whatever they would have reached.", text);
        Assert.Contains("Time limit a fit10 min", text);
        Assert.Contains("Every learner ran with its defaults.", Text(GoldenStudy.Of("loans")));
    }

    [Fact]
    public void A_title_that_asks_a_question_is_shortened_within_sentences()
    {
        StudyResults results = GoldenStudy.Of("loans");
        string text = Text(results with
        {
            Header = results.Header with { Datasets = [results.Header.Datasets[0] with { Title = "Loans: is one paid back?" }] },
        });
        Assert.Contains("# Which model family for Loans?\n", text);
        Assert.Contains("Loans: is one paid back? · tabular", text);
    }

    private static StudyResults Level(string learner) => Change(
        GoldenStudy.Of("loans"), (row, boosting) => row.Learner == learner ? boosting + 0.001 : row.Metrics["error"]);

    /// <param name="error">New error of a row, from it and from that of boosting on the same block.</param>
    private static StudyResults Change(StudyResults results, Func<TrialRow, double, double> error) => results with
    {
        Rows =
        [
            .. results.Rows.Select(row => row.Outcome != Outcome.Completed || row.Learner is "constant" or "kernel" ? row : row with
            {
                Metrics = new(row.Metrics) { ["error"] = error(row, Boosting(results, row)) },
            }),
        ],
    };

    private static double Boosting(StudyResults results, TrialRow row) => results.Rows.Single(other =>
        other.Learner == "boosting" && other.Replicate == row.Replicate && other.Conditions.SequenceEqual(row.Conditions)).Metrics["error"];

    private static string Sentence(StudyResults results) => Plain(ReportFile.Answers(results)[0]);

    private static string Text(StudyResults results) => Plain(VisibleText.Of(ReportWriter.Render(results)));

    private static void Same((string A, string B, bool Agree) expected, (string A, string B, bool Agree) actual) =>
        Assert.Equal(expected, (Plain(actual.A), Plain(actual.B), actual.Agree));

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
