using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>The sentence that one says in a meeting: what to use on one data set, or between whom it is open and what to do then.</summary>
internal static class AnswerSentence
{
    public static string Of(Findings findings, DatasetSummary dataset, Answer answer)
    {
        Primary primary = Primary.Of(dataset.Task);
        Standing winner = answer.Standings[0];
        Standing[] others = [.. answer.Standings.Skip(1)];
        string on = $"On {findings.Name(dataset)} ({Show.Count(dataset.Rows)} rows)";
        string result = $"{primary.Value(winner.Mean)} {primary.Name} at {Show.Count(answer.Size)} training rows";
        if (others.Length == 0)
        {
            return $"{on}, only {findings.The(winner.Learner)} gave results: {result}; there is nothing to compare it with.";
        }

        if (answer.Clear)
        {
            return $"{on}, use {findings.The(winner.Learner)}: {Ahead(findings, answer, primary, winner, others[0], others.Length == 1 ? "" : "the runner-up, ")}.";
        }

        Standing[] level = [.. others.Where(other => other.Lead!.Decision != Decision.Better)];
        if (level.All(other => other.Lead is { Decision: Decision.Inconclusive, Low: > 0, Pairs: > 1 }))
        {
            return $"{on}, {findings.The(winner.Learner)} is ahead, though perhaps by less than the margin of {primary.Margin(answer.Margin)}: "
                + $"{result}, {Behind(findings, primary, level)}{Settle(level[0].Lead!)}.";
        }

        string no = $"No clear winner on {findings.Name(dataset)} ({Show.Count(dataset.Rows)} rows): ";
        return no + (level.Any(other => other.Lead!.Decision != Decision.Equivalent)
            ? Open(findings, dataset, answer, primary, level, result)
            : Equivalent(findings, dataset, answer, primary, level)) + ".";
    }

    /// <summary>"9.2 % error at 2,000 training rows, 6.3 points (2.8–9.7) less than the runner-up, the neural network (MLP)".</summary>
    private static string Ahead(Findings findings, Answer answer, Primary primary, Standing winner, Standing second, string role)
    {
        Verdict lead = second.Lead!;
        var (value, other, agree) = primary.Pair(winner.Mean, second.Mean, lead.Estimate);
        bool plain = !agree || value == primary.Value(winner.Mean);
        return $"{value} {primary.Name} at {Show.Count(answer.Size)} training rows, "
            + $"{primary.Difference(lead.Estimate, lead.Low, lead.High)} {(primary.Relative ? "lower" : "less")} than {role}{findings.The(second.Learner)}"
            + (plain ? "" : $", at {other}");
    }

    /// <summary>All that are not beaten are shown to be level with the first.</summary>
    private static string Equivalent(Findings findings, DatasetSummary dataset, Answer answer, Primary primary, Standing[] level)
    {
        Standing winner = answer.Standings[0];
        Standing? rival = answer.Standings.FirstOrDefault(other => IsAsked(other.Family) && other.Family != winner.Family);
        string margin = $"within the margin of {primary.Margin(answer.Margin)}";
        if (rival is not null && IsAsked(winner.Family) && level.All(other => !IsAsked(other.Family)))
        {
            string cheap = Cheaper(findings, dataset, winner, level) is var (learner, times) && learner != winner.Learner
                ? level.Length == 1 ? $" and fits {times} faster: start with it" : $"; {findings.The(learner)} fits {times} faster: start with it" : "";
            return $"{findings.The(winner.Learner)} is the best of the three families, {Ahead(findings, answer, primary, winner, rival, "")}, "
                + $"but {Names(findings, level)} {(level.Length == 1 ? "is" : "are")} equivalent {margin} ({Values(primary, level)}){cheap}";
        }

        string pool = Names(findings, [winner, .. level]);
        return $"{pool} are equivalent {margin} ({Values(primary, [winner, .. level])} {primary.Name} at {Show.Count(answer.Size)} training rows)"
            + Advice(findings, dataset, winner, level, "");
    }

    /// <summary>"the neural network (MLP) 1.1 points (0.3–1.9) behind, the linear model 1.8 points (1.0–2.6)".</summary>
    private static string Behind(Findings findings, Primary primary, Standing[] level) => string.Join(", ", level.Select((other, i) =>
        $"{findings.The(other.Learner)} {primary.Difference(other.Lead!.Estimate, other.Lead.Low, other.Lead.High)}{(i == 0 ? " behind" : "")}"));

    /// <summary>Somebody may be as good as the first, or better.</summary>
    private static string Open(
        Findings findings, DatasetSummary dataset, Answer answer, Primary primary, Standing[] level, string result)
    {
        Standing winner = answer.Standings[0];
        Standing[] open = [.. level.Where(other => other.Lead!.Decision != Decision.Equivalent)];
        Standing[] equivalent = [.. level.Except(open)];
        Verdict nearest = open[0].Lead!;
        string name = findings.The(winner.Learner), margin = $"the margin of {primary.Margin(answer.Margin)}";
        string difference = nearest.Estimate < 0
            ? primary.Difference(-nearest.Estimate, -nearest.High, -nearest.Low)
            : primary.Difference(nearest.Estimate, nearest.Low, nearest.High);
        string rivals = Names(findings, open), rival = findings.The(open[0].Learner);
        string leads = nearest switch
        {
            { Decision: Decision.Worse } =>
                $"{name} has {result}, but {rival} is {difference} better over the {Show.Plural(nearest.Pairs, "replicate")} that both completed",
            { Estimate: < 0 } => $"{name} has {result}, and whether it is better than {rivals} is not settled",
            { Pairs: > 1, Low: > 0 } when open.Length == 1 => $"{name} leads with {result}, {difference} ahead of {rival}, but perhaps by less than {margin}",
            { Pairs: > 1, Low: > 0 } => $"{name} leads with {result}, but perhaps by less than {margin} over {rivals}",
            _ => $"{name} leads with {result}, but its lead over {rivals} is not settled",
        };
        string by = nearest.Pairs < 2 || leads.Contains(difference, StringComparison.Ordinal) ? ""
            : nearest.Estimate < 0 ? $"; {rival} is {difference} ahead over the {Show.Plural(nearest.Pairs, "replicate")} that both completed"
            : open.Length == 1 ? $": {difference}" : $"; {rival} is {difference} behind";
        return leads + by + (nearest.Decision == Decision.Worse ? "" : Settle(nearest))
            + (equivalent.Length == 0 ? "" : $"; {Names(findings, equivalent)} {(equivalent.Length == 1 ? "is" : "are")} equivalent to it")
            + Advice(findings, dataset, winner, [.. level.Where(other => other.Lead!.Estimate <= answer.Margin)], "until then ");
    }

    private static string Settle(Verdict lead) =>
        lead.Pairs < 2 ? "; one replicate cannot tell chance from difference"
        : lead.PairsNeeded is int needed ? $"; about {Show.Plural(needed, "replicate")} would settle it"
        : "; more replicates alone will not settle it";

    private static string Advice(Findings findings, DatasetSummary dataset, Standing winner, Standing[] level, string until)
    {
        if (Cheaper(findings, dataset, winner, level) is not var (cheapest, times))
        {
            return "";
        }

        string than = cheapest != winner.Learner ? $" than {findings.The(winner.Learner)}" : level.Length > 1 ? " than the next" : "";
        return $"; {until}take the cheaper: {findings.The(cheapest)} fits {times} faster{than}";
    }

    /// <summary>Which of those that are level, or seem to be, fits fastest, when that is worth a sentence: at least twice as fast.</summary>
    private static (string Learner, string Times)? Cheaper(Findings findings, DatasetSummary dataset, Standing winner, Standing[] level)
    {
        var costs = level.Append(winner)
            .Select(standing => (standing.Learner, Seconds: findings.FitSeconds(dataset, standing.Learner)))
            .Where(cost => cost.Seconds > 0).OrderBy(cost => cost.Seconds).ToArray();
        if (costs.Length < 2 || costs.All(cost => cost.Learner != winner.Learner))
        {
            return null;
        }

        (string cheapest, double seconds) = costs[0];
        double ratio = (cheapest == winner.Learner ? costs[1].Seconds : costs.First(c => c.Learner == winner.Learner).Seconds) / seconds;
        return ratio < 2 ? null : (cheapest, Show.Times(ratio));
    }

    /// <summary>The three families of the question; a linear model or another may still turn out to be enough.</summary>
    private static bool IsAsked(Family family) => family is Family.Neural or Family.Boosting or Family.Kernel;

    private static string Names(Findings findings, IEnumerable<Standing> standings) =>
        Show.List([.. standings.Select(standing => findings.The(standing.Learner))]);

    private static string Values(Primary primary, IEnumerable<Standing> standings) =>
        Show.List([.. standings.Select(standing => primary.Value(standing.Mean))]);
}
