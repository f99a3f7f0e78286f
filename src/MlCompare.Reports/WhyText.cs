using MlCompare.Interventions;
using MlCompare.Interventions.Structure;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>Which property of the data the winner owes its place to, in sentences: only what an interval shows.</summary>
internal static class WhyText
{
    private const int MostNamed = 3;

    private static readonly Lazy<Catalog<IIntervention>> Interventions = new(() => Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly));

    public static string Title(string id) => Interventions.Value.TryGet(id, out IIntervention one) ? one.Title : id;

    public static string Property(string id) =>
        Interventions.Value.TryGet(id, out IIntervention one) && one is StructureIntervention structure ? structure.Property : id;

    public static string At(string id, double level) =>
        Interventions.Value.TryGet(id, out IIntervention one) && one is StructureIntervention structure ? structure.At(level) : FormattableString.Invariant($"{id} {level:0.###}");

    /// <summary>Interventions that would fit the data and were not run.</summary>
    public static IReadOnlyList<string> NotRun(Study study, DatasetSummary dataset) =>
    [
        .. Interventions.Value.All
            .Where(one => one.Stage == Stage.Structure && one.Supports(dataset.Modality, dataset.Task) && study.Structure.All(plan => plan.Id != one.Id))
            .Select(one => one.Title.ToLowerInvariant()),
    ];

    public static IReadOnlyList<string> Of(Findings findings, DatasetSummary dataset, StructureFindings structure)
    {
        if (structure.Baseline is null)
        {
            return ["No baseline took part, so there is no lead whose loss could be measured: add the learner “constant” to the study."];
        }

        if (structure.Winner is null)
        {
            return ["No learner but the baseline has results at this size, so there is nothing to explain."];
        }

        if (structure.Best.Length < 2)
        {
            return [$"Only one family has results here: {findings.The(structure.Winner)}. The chart shows what it relies on; there is nobody to compare it with."];
        }

        if (findings.Study.Replicates < 2)
        {
            return ["One replicate gives no intervals, so nothing is claimed; run with more replicates."];
        }

        List<string> sentences = [.. Grouped(structure, Decision.Better).Take(MostNamed).Select(group => Owes(findings, dataset, structure, group))];
        sentences.AddRange(Grouped(structure, Decision.Worse).Take(MostNamed).Select(group => Holds(findings, dataset, structure, group)));
        if (sentences.Count == 0)
        {
            sentences.Add($"No change was shown to cost {findings.The(structure.Winner)}, the best at this size, a larger or smaller share of its lead than the best of another family: what it owes its place to, these figures do not say; more replicates would narrow the intervals.");
        }

        if (structure.Reliances.Length > 0 && structure.Reliances.All(one => one.Explained is null))
        {
            sentences.Add($"At this size the lead of {findings.The(structure.Winner)} over the other families is not beyond chance, so there is no gap of which a property could explain a part.");
        }

        string[] idle = [.. structure.Reliances.GroupBy(one => one.Intervention)
            .Where(group => group.All(one => one.Decision == Decision.Equivalent)).Select(group => Property(group.Key))];
        if (idle.Length > 0)
        {
            sentences.Add($"Shown to matter as little to one family as to the other, within the margin of {Margin(dataset)}: {Show.List(idle)}.");
        }

        return sentences;
    }

    /// <summary>"45.1 % (40.2–50.0)".</summary>
    public static string Loss(MeanInterval? loss) => loss is null ? "no lead to lose" : Share(loss);

    public static string Share(MeanInterval share)
    {
        if (!double.IsFinite(share.Low) || !double.IsFinite(share.High))
        {
            return Show.Percent(share.Mean, 0);
        }

        string low = Show.Fixed(100 * share.Low, 0), high = Show.Fixed(100 * share.High, 0);
        return $"{Show.Percent(share.Mean, 0)} ({low}{(share.Low < 0 ? " to " : "–")}{high})";
    }

    /// <summary>A difference of the primary measure: points of error, or RMSE in the data's unit.</summary>
    public static string Gap(DatasetSummary dataset, double gap) =>
        dataset.Task == TaskKind.Regression ? $"{Show.Value(gap)} RMSE" : Show.Points(gap);

    /// <summary>Which part of the gap to the rival is gone, as far as there is one.</summary>
    public static string Explained(DatasetSummary dataset, Reliance one) =>
        one.Explained is null ? "no gap shown" : $"{Share(one.Explained)} of {Gap(dataset, one.Gap.Mean)}";

    private static string Margin(DatasetSummary dataset) => Primary.Of(dataset.Task).Margin(PrimaryMeasure.Of(dataset.Task).Margin);

    /// <summary>The findings of each property together, those that tell most first.</summary>
    private static IEnumerable<Reliance[]> Grouped(StructureFindings structure, Decision decision) => structure.Reliances
        .Where(one => one.Decision == decision)
        .GroupBy(one => one.Intervention)
        .OrderByDescending(group => group.Max(one => Math.Abs(one.Difference!.Mean)))
        .Select(group => group.ToArray());

    private static string Owes(Findings findings, DatasetSummary dataset, StructureFindings structure, Reliance[] group)
    {
        Reliance first = group[0];
        return $"{Words.Capital(findings.The(first.Winner))} relies more on the {Property(first.Intervention)} than {Rivals(findings, group)}. "
            + $"With {At(first.Intervention, first.Level)}, it loses {LossOf(structure, first, first.Winner)} of its lead over the baseline, {Losses(findings, structure, group)}."
            + string.Concat(group.Select(one => Outcome(findings, dataset, one)));
    }

    private static string Holds(Findings findings, DatasetSummary dataset, StructureFindings structure, Reliance[] group)
    {
        Reliance first = group[0];
        return $"{Words.Capital(Rivals(findings, group))} {(group.Length == 1 ? "relies" : "rely")} more on the {Property(first.Intervention)} than {findings.The(first.Winner)}. "
            + $"With {At(first.Intervention, first.Level)}, {Losses(findings, structure, group)} of {(group.Length == 1 ? "its lead" : "their leads")} over the baseline, {findings.The(first.Winner)} {LossOf(structure, first, first.Winner)}."
            + string.Concat(group.Select(one => $" The lead of {findings.The(first.Winner)} over {findings.The(one.Rival)} goes from {Gap(dataset, one.Gap.Mean)} to {Gap(dataset, one.GapAfter.Mean)}."));
    }

    private static string Rivals(Findings findings, Reliance[] group) => Show.List([.. group.Select(one => findings.The(one.Rival))]);

    private static string Losses(Findings findings, StructureFindings structure, Reliance[] group) => Show.List(
        [.. group.Select((one, i) => $"{findings.The(one.Rival)} {(i == 0 && one.Decision == Decision.Worse ? "loses " : "")}{LossOf(structure, one, one.Rival)}")]);

    /// <summary>What becomes of the lead, as far as an interval shows it; nothing where there is none to speak of.</summary>
    private static string Outcome(Findings findings, DatasetSummary dataset, Reliance one) =>
        one.GapAfter.High < 0
            ? $" Then {findings.The(one.Rival)} is ahead, by {Gap(dataset, -one.GapAfter.Mean)}" + (one.Gap.Low > 0 ? $", instead of {Gap(dataset, one.Gap.Mean)} behind." : ".")
        : one.Explained is { Low: > 0 } share
            ? $" That takes {Share(share)} of its lead of {Gap(dataset, one.Gap.Mean)} over {findings.The(one.Rival)}."
            : "";

    private static string LossOf(StructureFindings structure, Reliance one, string learner) =>
        Loss(structure.Sensitivities.First(s => s.Intervention == one.Intervention && s.Level == one.Level && s.Learner == learner).Loss);
}
