using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>The answer for one data set in plain sentences: what to use, how sure that is, and when it changes.</summary>
/// <param name="Family">Family of the learner to use; null when there is no clear winner.</param>
/// <param name="Sentence">The answer.</param>
/// <param name="Sureness">What it rests on.</param>
/// <param name="Conditions">With few rows, under noise, crossovers, floors.</param>
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
            SentenceOf(findings, dataset, answer, winner, others, primary),
            SurenessOf(answer, winner, others, primary),
            ConditionText.Of(findings, dataset, answer));
    }

    private static string NoAnswer(Findings findings, DatasetSummary dataset)
    {
        int trials = findings.RowsOf(dataset).Count();
        return trials == 0
            ? $"No answer for {dataset.Title} yet: no trial has been run."
            : $"No answer for {dataset.Title}: none of {Show.Plural(trials, "trial")} of the learners gave a result without noise; the reasons stand under “What is missing”.";
    }

    private static string SentenceOf(
        Findings findings, DatasetSummary dataset, Answer answer, Standing winner, Standing[] others, Primary primary)
    {
        string name = findings.InSentence(winner.Learner);
        string result = $"{primary.Value(winner.Mean)} {primary.Name} at {Show.Count(answer.Size)} training rows";
        string on = $"On {dataset.Title} ({Show.Count(dataset.Rows)} rows)";
        if (others.Length == 0)
        {
            return $"{on}, only {findings.The(winner.Learner)} gave results: {result}; there is nothing to compare it with.";
        }

        if (answer.Clear)
        {
            Standing second = others[0];
            string lead = $"{primary.Difference(second.Lead!.Estimate, second.Lead.Low, second.Lead.High)} {(primary.Relative ? "lower" : "less")}";
            string rival = others.Length == 1 ? $"than {findings.The(second.Learner)}" : $"than the runner-up, {findings.The(second.Learner)}";
            return $"{on}, use {name}: {result}, {lead} {rival}.";
        }

        Standing[] level = others.Where(other => other.Lead!.Decision != Decision.Better).ToArray();
        Standing[] open = level.Where(other => other.Lead!.Decision != Decision.Equivalent).ToArray();
        string pool = Show.List(level.Select(other => findings.The(other.Learner)).ToList());
        if (open.Length == 0)
        {
            return $"No clear winner on {dataset.Title} ({Show.Count(dataset.Rows)} rows): {findings.The(winner.Learner)} ({result}) and {pool} are equivalent within the margin of {primary.Margin(answer.Margin)}{Cheaper(findings, dataset, winner, level, settled: true)}.";
        }

        Standing nearest = open[0];
        string difference = primary.Difference(nearest.Lead!.Estimate, nearest.Lead.Low, nearest.Lead.High);
        string rivals = Show.List(open.Select(other => findings.The(other.Learner)).ToList());
        string leads = nearest.Lead.Estimate < 0
            ? $"{findings.The(winner.Learner)} has {result}, and whether it is better than {rivals} is not settled"
            : $"{findings.The(winner.Learner)} leads with {result}, but its lead over {rivals} is not settled";
        return $"No clear winner on {dataset.Title} ({Show.Count(dataset.Rows)} rows): {leads}"
            + (nearest.Lead.Pairs < 2 ? "" : open.Length == 1 ? $": {difference}" : $"; {findings.The(nearest.Learner)} is {difference} behind")
            + Settle(nearest.Lead)
            + Cheaper(findings, dataset, winner, [.. level.Where(other => other.Lead!.Estimate <= answer.Margin)], settled: false) + ".";
    }

    private static string Settle(Verdict lead) =>
        lead.Pairs < 2 ? "; one replicate cannot tell chance from difference"
        : lead.PairsNeeded is int needed ? $"; about {Show.Plural(needed, "replicate")} would settle it"
        : "; more replicates alone will not settle it";

    /// <summary>Which of those that are level, or seem to be, fits fastest, when that is worth a sentence: at least twice as fast.</summary>
    private static string Cheaper(Findings findings, DatasetSummary dataset, Standing winner, Standing[] level, bool settled)
    {
        var costs = level.Append(winner)
            .Select(standing => (standing.Learner, Seconds: findings.FitSeconds(dataset, standing.Learner)))
            .Where(cost => cost.Seconds > 0).OrderBy(cost => cost.Seconds).ToArray();
        if (costs.Length < 2)
        {
            return "";
        }

        (string cheapest, double seconds) = costs[0];
        double ratio = cheapest == winner.Learner ? costs[1].Seconds / seconds : costs.First(c => c.Learner == winner.Learner).Seconds / seconds;
        string faster = cheapest == winner.Learner && costs.Length > 2 ? "than the next" : cheapest == winner.Learner ? "" : $"than {findings.The(winner.Learner)}";
        return ratio < 2 ? "" : $"; {(settled ? "" : "until then ")}take the cheaper: {findings.The(cheapest)} fits {Show.Times(ratio)} faster {faster}".TrimEnd();
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
}
