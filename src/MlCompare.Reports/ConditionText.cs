using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>When an answer changes: with few rows, under noise, at a crossover; and how far it is from floor and ceiling.</summary>
internal static class ConditionText
{
    private const int MostCrossovers = 2;

    public static IReadOnlyList<string> Of(Findings findings, DatasetSummary dataset, Answer answer)
    {
        Primary primary = Primary.Of(dataset.Task);
        List<string> lines = [];
        lines.AddRange(Absentee.Of(findings, dataset, answer).Select(absent => absent.Line(findings, dataset, answer)));
        lines.AddRange(answer.Standings.Where(s => s.Mean < answer.Standings[0].Mean && s.Count < answer.Standings[0].Count).Select(s =>
            $"{Words.Capital(findings.The(s.Learner))} has a lower mean, {primary.Value(s.Mean)}, but over {s.Count} of {Show.Plural(answer.Standings[0].Count, "replicate")} only; it may owe that to those left out."));
        Add(lines, RepeatedText.Of(findings, dataset));
        IReadOnlyList<Curve> rows = findings.OverRows(dataset), noise = findings.OverNoise(dataset);
        double smallest = rows.SelectMany(c => c.Points).Select(p => p.X).DefaultIfEmpty(0).Min();
        if (smallest < answer.Size)
        {
            Add(lines, Elsewhere(findings, dataset, answer, rows, smallest, "smallest", $"With few rows ({Show.Count(smallest)})"));
        }

        double noisiest = noise.SelectMany(c => c.Points).Select(p => p.X).DefaultIfEmpty(0).Max();
        if (noisiest > 0)
        {
            string kind = dataset.Task == TaskKind.Regression ? "target noise" : "label noise";
            Add(lines, Elsewhere(
                findings, dataset, answer, noise, noisiest, "noisiest",
                $"Under {Show.Level(noisiest)} {kind} ({Show.Count(noise[0].Rows)} rows)"));
        }

        lines.AddRange(findings.CrossoversOf(dataset)
            .Where(c => c.Rows is not null && (c.A == answer.Winner || c.B == answer.Winner))
            .OrderByDescending(c => c.Rows)
            .Take(MostCrossovers)
            .Select(c => Crossing(findings, c)));
        Add(lines, Floor(findings, dataset, answer, rows, primary));
        if (dataset.BayesRisk is double bayes)
        {
            lines.Add($"Nothing can beat {primary.Value(bayes)} {primary.Name} here (Bayes rule, known because the data are synthetic).");
        }

        return lines;
    }

    /// <summary>"Neural network overtakes kernel ridge at about 2,300 rows (1,200–4,000)."</summary>
    public static string Crossing(Findings findings, Crossover c) =>
        $"{Words.Capital(findings.The(c.A))} overtakes {findings.The(c.B)} at about {About(c.Rows!.Value)} rows"
        + (c.Low is double low && c.High is double high
            ? $" ({(low <= c.From ? Show.Count(c.From) + " or fewer" : About(low))} to {(high >= c.To ? Show.Count(c.To) + " or more" : About(high))})."
            : ".");

    private static string About(double rows) => Show.Count(rows < 100 ? Math.Round(rows) : double.Parse(
        rows.ToString("E1", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));

    private static void Add(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Add(line);
        }
    }

    /// <summary>Who leads at the other end of a curve, judged by the same margin as the answer.</summary>
    private static string? Elsewhere(
        Findings findings, DatasetSummary dataset, Answer answer, IReadOnlyList<Curve> curves, double x, string at, string where)
    {
        Primary primary = Primary.Of(dataset.Task);
        (string Learner, double Mean)[] there = curves
            .Where(c => findings.Learner(c.Learner)?.Family != Family.Baseline)
            .SelectMany(c => c.Points.Where(p => p.X == x).Select(p => (c.Learner, p.Mean)))
            .OrderBy(entry => entry.Mean).ToArray();
        if (there.Length < 2)
        {
            return null;
        }

        string winner = answer.Winner!, best = there[0].Learner;
        if (there.All(entry => entry.Learner != winner))
        {
            return $"{where}, {findings.The(winner)} has no result; {findings.The(best)} has the lowest {primary.Name}, {primary.Value(there[0].Mean)}.";
        }

        string rival = best == winner ? there[1].Learner : best;
        Verdict verdict = findings.Compare(dataset, winner, rival, at);
        double own = there.First(entry => entry.Learner == winner).Mean, other = there.First(entry => entry.Learner == rival).Mean;
        bool open = verdict is { Decision: Decision.Inconclusive, Pairs: > 1 };
        var (ownText, otherText, agree) = open ? primary.Pair(own, other, verdict.Estimate) : (primary.Value(own), primary.Value(other), true);
        string values = $"{ownText} against {otherText}";
        string lead = !open ? "one replicate gives no interval"
            : (primary.IsNone(verdict.Estimate) ? $"no difference to be seen ({primary.Interval(verdict.Low, verdict.High)}{(primary.Relative ? "\u00A0%" : " points")})"
            : verdict.Estimate >= 0 ? $"{findings.The(winner)} ahead by {primary.Difference(verdict.Estimate, verdict.Low, verdict.High)}"
            : $"{findings.The(rival)} ahead by {primary.Difference(-verdict.Estimate, -verdict.High, -verdict.Low)}")
            + (agree || !verdict.Method.Contains("excess risk", StringComparison.Ordinal) ? "" : " once the luck of the test labels is taken out");
        return verdict.Decision switch
        {
            Decision.Better => $"{where}: {findings.The(winner)} still leads, {values} of {findings.The(rival)}.",
            Decision.Worse => $"{where}: use {findings.The(rival)} instead, {primary.Value(other)} against {primary.Value(own)} of {findings.The(winner)}.",
            Decision.Equivalent => $"{where}: {findings.The(winner)} and {findings.The(rival)} are equivalent, {values}.",
            _ when open && agree && verdict.Low > 0 => $"{where}: {findings.The(winner)} is ahead of {findings.The(rival)}, though perhaps by less than the margin, {values}: {primary.Difference(verdict.Estimate, verdict.Low, verdict.High)}.",
            _ when open && agree && verdict.High < 0 => $"{where}: {findings.The(rival)} is ahead of {findings.The(winner)}, though perhaps by less than the margin, {otherText} against {ownText}: {primary.Difference(-verdict.Estimate, -verdict.High, -verdict.Low)}.",
            _ => $"{where}: open between {findings.The(winner)} and {findings.The(rival)}, {values}; {lead}.",
        };
    }

    /// <summary>A warning when the winner is no better than predicting without the features.</summary>
    private static string? Floor(Findings findings, DatasetSummary dataset, Answer answer, IReadOnlyList<Curve> rows, Primary primary)
    {
        Curve? floor = rows.FirstOrDefault(c => findings.Learner(c.Learner)?.Family == Family.Baseline && c.Points[^1].X == answer.Size);
        if (floor is null)
        {
            return null;
        }

        Verdict above = findings.Compare(dataset, answer.Winner!, floor.Learner, "largest");
        if (above.Estimate > answer.Margin && (above.Pairs < 2 || above.Low > 0))
        {
            return null;
        }

        return $"Warning: no learner is shown to beat the baseline “{findings.Title(floor.Learner)}” ({primary.Value(floor.Points[^1].Mean)} {primary.Name}), which ignores the features: they may say little about the target. Check the label column, or add rows.";
    }
}
