using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>The answer for one data set in plain sentences: what to use, how sure that is, and when it changes.</summary>
/// <param name="Family">Family of the learner to use; null when there is no clear winner.</param>
/// <param name="Sentence">The answer.</param>
/// <param name="Sureness">What it rests on.</param>
/// <param name="Conditions">With more rows, if it is wrong, with few rows, under noise, crossovers, floors.</param>
internal sealed record AnswerText(Family? Family, string Sentence, string Sureness, IReadOnlyList<string> Conditions)
{
    public static AnswerText Of(Findings findings, DatasetSummary dataset)
    {
        Answer answer = findings.AnswerOf(dataset);
        if (answer.Winner is null)
        {
            return new AnswerText(null, NoAnswer(findings, dataset), "", []);
        }

        Primary primary = Primary.Of(dataset.Task);
        Standing winner = answer.Standings[0];
        Standing[] others = answer.Standings.Skip(1).ToArray();
        return new AnswerText(
            answer.Clear ? winner.Family : null,
            AnswerSentence.Of(findings, dataset, answer) + Absentee.Clause(findings, Absentee.Of(findings, dataset, answer)),
            $"{SurenessOf(answer, winner, others, primary)} {Tuned(findings.Study)}",
            [.. new[] { ForecastText.Beyond(findings, dataset, answer), RiskText.Of(findings, answer, primary) }.OfType<string>(), .. ConditionText.Of(findings, dataset, answer)]);
    }

    private static string NoAnswer(Findings findings, DatasetSummary dataset)
    {
        int trials = findings.RowsOf(dataset).Count();
        return trials == 0
            ? $"No answer for {findings.Name(dataset)} yet: no trial has been run."
            : $"No answer for {findings.Name(dataset)}: none of {Show.Plural(trials, "trial")} of the learners gave a result without noise; the reasons stand under “What is missing”.";
    }

    private static string SurenessOf(Answer answer, Standing winner, Standing[] others, Primary primary)
    {
        string replicates = Show.Plural(winner.Count, "replicate");
        if (others.Length == 0)
        {
            return $"{replicates}; mean {primary.Value(winner.Mean, winner.Low, winner.High)}.";
        }

        Verdict lead = others[0].Lead!;
        return lead.Pairs < 2
            ? $"{replicates}: no interval. Differences within {primary.Margin(answer.Margin)} count as none."
            : $"{Show.Plural(lead.Pairs, "paired replicate")}, 95 % interval by {lead.Method}. Differences within {primary.Margin(answer.Margin)} count as none.";
    }

    private static string Tuned(Study study) => study.Tune == 0
        ? "Every learner ran with its defaults."
        : $"Every learner ran with its defaults and once more tuned: the best of these and {Show.Plural(study.Tune, "random configuration")}.";
}
