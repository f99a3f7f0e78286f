using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;
using MlCompare.Tests.Statistics;

namespace MlCompare.Tests.Reports;

public sealed class ForecastTextTests
{
    [Fact]
    public void An_expected_overtaking_stands_on_the_first_screen_with_its_rows()
    {
        Findings findings = new(Meeting(8000));
        string text = string.Join(' ', AnswerText.Of(findings, findings.Datasets[0]).Conditions);
        Assert.Matches("With more rows the choice is expected to change: b overtakes a between [\\d,]+ and [\\d,]+ rows \\(90 % interval of the forecast\\)\\.", text);
    }

    [Fact]
    public void No_overtaking_is_said_with_how_far_that_reaches()
    {
        Findings findings = new(Meeting(1e9));
        Assert.Contains(
            "Up to 16,000 rows, four times as many as tried, b is not expected to overtake a (fewer than 5 % of the forecast’s draws).",
            AnswerText.Of(findings, findings.Datasets[0]).Conditions);
    }

    [Fact]
    public void The_cost_of_being_wrong_is_the_unfavourable_end_of_an_interval()
    {
        Findings findings = new(GoldenStudy.Of("loans"));
        Assert.Contains(AnswerText.Of(findings, findings.Datasets[0]).Conditions, line => line.StartsWith("If this is wrong it costs nothing here: even at", StringComparison.Ordinal));
        Findings level = new(new ResultsForTests().Learner("a").Learner("b").Dataset("d")
            .Add("d", "a", 100, 0, "error", 0.10, 0.12, 0.11, 0.13).Add("d", "b", 100, 0, "error", 0.13, 0.10, 0.12, 0.12).Build());
        Assert.Contains(AnswerText.Of(level, level.Datasets[0]).Conditions, line => line.StartsWith("If this is wrong it costs at most ", StringComparison.Ordinal)
            && line.EndsWith("at the unfavourable end of its interval, b is better than a by that.", StringComparison.Ordinal));

        // Who errs on 1 row in 500 cannot lose 5 points.
        Findings good = new(new ResultsForTests().Learner("a").Learner("b").Dataset("d", testRows: 5000)
            .Add("d", "a", 100, 0, "error", 0.002, 0.002, 0.002).Add("d", "b", 100, 0, "error", 0.002, 0.030, 0.002).Build());
        Assert.Contains(AnswerText.Of(good, good.Datasets[0]).Conditions, line => line.StartsWith("If this is wrong it costs at most 0.", StringComparison.Ordinal)
            && line.EndsWith("by its interval, a makes no more errors than that.", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_constraint_has_its_choice_and_its_price()
    {
        Findings findings = new(GoldenStudy.Of("loans"));
        IReadOnlyList<ConstraintChoice> choices = ConstraintChoice.Of(findings, findings.Datasets[0]);
        Assert.Equal(("Lowest error", "boosting"), (choices[0].Constraint, choices[0].Learner));
        Assert.Null(choices[0].Lead);
        ConstraintChoice readable = choices.Single(one => one.Constraint == "People must read the model");
        Assert.Equal("linear", readable.Learner);
        Assert.True(readable.Lead!.Estimate > 0);
        string fastest = findings.AnswerOf(findings.Datasets[0]).Standings.MinBy(one => findings.FitSeconds(findings.Datasets[0], one.Learner))!.Learner;
        Assert.Equal(fastest, choices.Single(one => one.Constraint == "Training must be fast").Learner);
    }

    /// <summary>b falls faster than a and meets it at this many rows.</summary>
    private static StudyResults Meeting(double rows)
    {
        ResultsForTests results = new ResultsForTests().Learner("a").Learner("b").Dataset("d");
        Rng rng = new(5);
        double slope = rows > 1e6 ? 0 : 0.3;
        foreach (int n in new[] { 250, 500, 1000, 2000, 4000 })
        {
            double a = 0.2 * Math.Pow(n / 8000.0, -0.15), b = a * (rows > 1e6 ? 1.5 : Math.Pow(n / rows, -slope));
            results.Add("d", "a", n, 0, "error", [.. Enumerable.Range(0, 5).Select(_ => a * (1 + 0.01 * rng.NextGaussian()))]);
            results.Add("d", "b", n, 0, "error", [.. Enumerable.Range(0, 5).Select(_ => b * (1 + 0.01 * rng.NextGaussian()))]);
        }

        return results.Build();
    }
}
