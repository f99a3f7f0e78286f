using System.Globalization;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>The answer over all data sets of a study: which learner to start with, and how sure that is; then where it would be the wrong one.</summary>
/// <param name="Family">Of the learner that is shown to be better than each other; null when none is.</param>
internal sealed record AcrossText(Family? Family, string Sentence, string Sureness, IReadOnlyList<string> Conditions)
{
    // Ranks over two data sets are two ranks.
    public const int LeastSets = 3;

    private const double Level = 0.05;
    private const int MostNamed = 4;

    // Our own word for "nearly everywhere": what is level with the best on fewer than three sets of four is no learner to start with.
    private const double LeastWithin = 0.75;

    /// <summary>Null for fewer than <see cref="LeastSets"/> data sets, and where no two learners have results on all of them.</summary>
    public static AcrossText? Of(Findings findings)
    {
        if (findings.Across is not { Datasets.Length: >= LeastSets } across)
        {
            return null;
        }

        Answer[] answers = [.. findings.Datasets.Select(findings.AnswerOf).Where(answer => answer.Winner is not null)];
        string top = across.Learners[0].Learner;
        PairAcross[] rivals = [.. across.Pairs.Where(pair => pair.A == top)];
        string[] beaten = [.. rivals.Where(pair => pair.PValue <= Level).Select(pair => pair.B)], open = [.. rivals.Where(pair => pair.PValue > Level).Select(pair => pair.B)];
        Regret regret = Regret.Of(answers, top);
        string sets = Show.Plural(answers.Length, "data set"), name = findings.The(top);
        bool serves = open.Length == 0 || regret.Within >= LeastWithin * answers.Length;
        string shown = regret.Within == answers.Length
            ? "it has the lowest mean, or is within the margin of it, on each of them"
            : $"it has the lowest mean, or is within the margin of it, on {(serves ? "" : "only ")}{regret.Within} of them; at worst it is {Show.Fixed(regret.Worst, 1)} margins behind ({findings.Name(Set(findings, regret.WorstSet))})";
        string sentence = !serves
            ? $"No one learner serves all {sets}: {name} ranks first, but {shown}. Choose for each data set."
            : open.Length == 0
            ? $"Over all {sets}, use {name}: {shown}."
            : $"Over all {sets}, start with {name}: {shown}. That it is better than all others on data sets like these is not shown.";
        string sure = (beaten.Length == 0 ? "" : $"Shown over data sets: better than {Show.List([.. beaten.Select(findings.The)])}. ")
            + (open.Length == 0 ? "" : $"Not shown: better than {Show.List([.. open.Select(findings.The)])}. ")
            + $"Average rank {Show.Fixed(across.Learners[0].AverageRank, 1)} of {across.Learners.Length}; signed-rank tests over data sets at 5\u00A0%, adjusted. A margin is {Margins(answers)}.";
        return new AcrossText(open.Length == 0 ? findings.Learner(top)?.Family : null, sentence, sure, [.. Lines(findings, across, answers, top, regret)]);
    }

    /// <summary>"Gradient boosting wins clearly on 2 of 5 data sets, kernel ridge on 1; no clear winner on 2."</summary>
    public static string Wins(Findings findings)
    {
        Answer[] answers = [.. findings.Datasets.Select(findings.AnswerOf).Where(answer => answer.Winner is not null)];
        var wins = answers.Where(answer => answer.Clear).GroupBy(answer => answer.Winner!).OrderByDescending(group => group.Count()).ToArray();
        int none = answers.Count(answer => !answer.Clear);
        string open = $"no clear winner on {(none == answers.Length ? "any of them" : none.ToString(CultureInfo.InvariantCulture))}";
        string won = string.Join(", ", wins.Select((group, i) =>
            $"{findings.The(group.Key)} {(i == 0 ? $"wins clearly on {group.Count()} of {Show.Plural(answers.Length, "data set")}" : $"on {group.Count()}")}"));
        return Words.Capital(won.Length == 0 ? open : none == 0 ? won : $"{won}; {open}") + ".";
    }

    /// <summary>One data set in a few words: "gradient boosting, 5.2 % error", "open between …".</summary>
    public static string Brief(Findings findings, DatasetSummary dataset)
    {
        Answer answer = findings.AnswerOf(dataset);
        if (answer.Winner is null)
        {
            return "no answer";
        }

        Standing[] level = [.. answer.Standings.Skip(1).Where(other => other.Lead!.Decision != Decision.Better)];
        string first = findings.InSentence(answer.Winner), value = $"{Primary.Of(dataset.Task).Value(answer.Standings[0].Mean)} {Primary.Of(dataset.Task).Name}";
        return answer.Clear ? $"{first} wins clearly, {value}"
            : answer.Standings.Length == 1 ? $"only {first} has results, {value}"
            : level.All(other => other.Lead is { Decision: Decision.Inconclusive, Low: > 0, Pairs: > 1 }) ? $"{first} is ahead, {value}"
            : $"no clear winner; lowest is {first}, {value}";
    }

    private static IEnumerable<string> Lines(Findings findings, AcrossDatasets across, Answer[] answers, string top, Regret regret)
    {
        yield return Wins(findings);
        (string Set, double Behind)[] wrong = [.. regret.Each.Where(one => one.Behind > 1).OrderByDescending(one => one.Behind)];
        if (wrong.Length > 0)
        {
            string named = Show.List([.. wrong.Take(MostNamed).Select(one =>
                $"{findings.Name(Set(findings, one.Set))} by {Show.Fixed(one.Behind, 1)} margins to {findings.The(Lowest(answers.First(answer => answer.Dataset == one.Set)).Learner)}")]);
            yield return $"{Words.Capital(findings.The(top))} is behind by more than the margin, whether by chance or not, on {named}{(wrong.Length > MostNamed ? $", and {Show.Count(wrong.Length - MostNamed)} more" : "")}.";
        }

        var safest = across.Learners.Skip(1).Select(one => (one.Learner, Regret: Regret.Of(answers, one.Learner))).MinBy(one => one.Regret.Worst);
        if (safest.Regret.Worst < regret.Worst && regret.Worst > 1)
        {
            yield return $"Least to lose at worst: {findings.The(safest.Learner)}, at most {Show.Fixed(safest.Regret.Worst, 1)} margins behind the best ({findings.The(top)}: {Show.Fixed(regret.Worst, 1)}).";
        }

        if (across.LeftOut.Length > 0)
        {
            yield return $"Not counted, for want of a result on every data set: {Show.List([.. across.LeftOut.Select(findings.InSentence)])}.";
        }
    }

    private static Standing Lowest(Answer answer) => answer.Standings.MinBy(standing => standing.Mean)!;

    private static DatasetSummary Set(Findings findings, string id) => findings.Datasets.First(dataset => dataset.Id == id);

    private static string Margins(Answer[] answers) => Show.List([.. answers.Select(answer => (answer.Measure, answer.Margin)).Distinct()
        .Select(pair => $"{Primary.Of(pair.Measure).Margin(pair.Margin)} of {Primary.Of(pair.Measure).Name}")]).Replace(" and ", " or ", StringComparison.Ordinal);

    /// <summary>How far one learner is behind the lowest mean of each data set, in margins.</summary>
    private sealed record Regret(IReadOnlyList<(string Set, double Behind)> Each)
    {
        public int Within => Each.Count(one => one.Behind <= 1);

        public double Worst => Each.Max(one => one.Behind);

        public string WorstSet => Each.MaxBy(one => one.Behind).Set;

        public static Regret Of(Answer[] answers, string learner) => new([.. answers.Select(answer => (answer.Dataset, AcrossDatasets.Lead(
            answer, Lowest(answer).Mean, answer.Standings.First(standing => standing.Learner == learner).Mean)))]);
    }
}
