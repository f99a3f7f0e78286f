using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>A learner that is no part of an answer, because it gave no result at its size; and how it stood where it took part.</summary>
/// <param name="Did">"declined", "failed at", "has not yet run at" or "was not run at".</param>
/// <param name="Last">The most rows at which it and the winner have results without noise; 0 when there are none.</param>
/// <param name="Whole">It declined every row of this data set, whatever their number: another kind of data than it is made for.</param>
internal sealed record Absentee(string Learner, string Did, int Last, bool Whole)
{
    public static IReadOnlyList<Absentee> Of(Findings findings, DatasetSummary dataset, Answer answer)
    {
        List<Absentee> absent = [];
        foreach (LearnerSummary learner in findings.Learners.Where(l => l.Family != Family.Baseline))
        {
            if (answer.Standings.Any(standing => standing.Learner == learner.Name))
            {
                continue;
            }

            TrialRow[] there = [.. findings.RowsOf(dataset).Where(r => r.Learner == learner.Name && r.TrainRows == answer.Size)];
            string did = there.Length == 0 ? (findings.Missing > 0 ? "has not yet run at" : "was not run at")
                : there.All(row => row.Outcome == Outcome.Declined) ? "declined" : "failed at";
            IEnumerable<double> common = Sizes(findings, dataset, learner.Name).Intersect(Sizes(findings, dataset, answer.Winner!));
            absent.Add(new Absentee(learner.Name, did, (int)common.DefaultIfEmpty(0).Max(), there.Length > 0 && findings.DeclinesAll(dataset.Id, learner.Name)));
        }

        return absent;
    }

    /// <summary>
    /// " Kernel ridge declined that many rows." after the sentence of the answer; empty when nobody is absent. Who declines the kind of data
    /// takes nothing from the answer.
    /// </summary>
    public static string Clause(Findings findings, IReadOnlyList<Absentee> absent) => string.Concat(absent
        .Where(one => !one.Whole)
        .GroupBy(one => one.Did)
        .Select(group => $" {Words.Capital(Show.List([.. group.Select(one => findings.The(one.Learner))]))} {(group.Count() > 1 ? Plural(group.Key) : group.Key)} that many rows."));

    private static string Plural(string did) =>
        did.StartsWith("has ", StringComparison.Ordinal) ? "have " + did[4..] : did.StartsWith("was ", StringComparison.Ordinal) ? "were " + did[4..] : did;

    /// <summary>How it stood against the winner at the most rows that it completed.</summary>
    public string Line(Findings findings, DatasetSummary dataset, Answer answer)
    {
        string name = findings.The(Learner), winner = findings.The(answer.Winner!);
        string start = $"{Words.Capital(name)} {Did} {(Whole ? "this data" : $"{Show.Count(answer.Size)} rows")} (see “What is missing”)";
        if (Whole)
        {
            return start + ".";
        }

        if (Last == 0)
        {
            return start + ", and has no result with fewer to compare.";
        }

        Primary primary = Primary.Of(dataset.Task);
        string values = $"{Mean(findings, dataset, Learner, primary)} against {Mean(findings, dataset, answer.Winner!, primary)}";
        string stood = findings.Compare(dataset, answer.Winner!, Learner, "largest", Last).Decision switch
        {
            Decision.Better => $"it was behind {winner}, {values}",
            Decision.Worse => $"it was ahead of {winner}, {values}",
            Decision.Equivalent => $"it was equivalent to {winner}, {values}",
            _ => $"it had {values} of {winner}, and who is better there is not settled",
        };
        return $"{start}; at {Show.Count(Last)}, the most it completed, {stood}.";
    }

    private static IEnumerable<double> Sizes(Findings findings, DatasetSummary dataset, string learner) =>
        findings.OverRows(dataset).Where(curve => curve.Learner == learner).SelectMany(curve => curve.Points).Select(point => point.X);

    private string Mean(Findings findings, DatasetSummary dataset, string learner, Primary primary) => primary.Value(
        findings.OverRows(dataset).First(curve => curve.Learner == learner).Points.First(point => point.X == Last).Mean);
}
