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

        Reliance[] owed = Strongest(structure, Decision.Better), held = Strongest(structure, Decision.Worse);
        List<string> sentences = [.. owed.Take(MostNamed).Select(one => Owes(findings, dataset, structure, one))];
        sentences.AddRange(held.Take(MostNamed).Select(one => Holds(findings, dataset, structure, one)));
        if (sentences.Count == 0)
        {
            sentences.Add($"No change was shown to cost {findings.The(structure.Winner)}, the best at this size, a larger or smaller share of its lead than the best of another family: what it owes its place to, these figures do not say.");
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
        one.Explained is null ? $"no gap shown ({Gap(dataset, one.Gap.Mean)})" : $"{Share(one.Explained)} of {Gap(dataset, one.Gap.Mean)}";

    /// <summary>What became of the gap, as far as an interval shows it; null when it does not.</summary>
    private static string? Outcome(Findings findings, DatasetSummary dataset, Reliance one) =>
        one.Explained is null ? null
        : one.GapAfter.High < 0 ? $"turns the order: then {findings.The(one.Rival)} is {Gap(dataset, -one.GapAfter.Mean)} ahead"
        : one.Explained.Low > 0 ? one.Explained.Mean < 1 ? $"takes {Share(one.Explained)} of the gap" : $"closes the gap ({Share(one.Explained)} of it)"
        : one.Explained.High < 0 ? $"widens the gap by {Share(Negative(one.Explained))}"
        : null;

    private static string Margin(DatasetSummary dataset) => Primary.Of(dataset.Task).Margin(PrimaryMeasure.Of(dataset.Task).Margin);

    private static MeanInterval Negative(MeanInterval interval) => interval with { Mean = -interval.Mean };

    /// <summary>One sentence a property: the rival against whom it tells most.</summary>
    private static Reliance[] Strongest(StructureFindings structure, Decision decision) =>
    [
        .. structure.Reliances.Where(one => one.Decision == decision)
            .OrderByDescending(one => Math.Abs(one.Difference!.Mean)).DistinctBy(one => one.Intervention),
    ];

    private static string Owes(Findings findings, DatasetSummary dataset, StructureFindings structure, Reliance one)
    {
        string outcome = Outcome(findings, dataset, one) is string said ? $"; that {said}" : "";
        return $"{Words.Capital(findings.The(one.Winner))} relies on the {Property(one.Intervention)} more than {findings.The(one.Rival)}: "
            + $"with {At(one.Intervention, one.Level)}, it loses {LossOf(structure, one, one.Winner)} of its lead over the baseline, {findings.The(one.Rival)} {LossOf(structure, one, one.Rival)}{outcome}.";
    }

    private static string Holds(Findings findings, DatasetSummary dataset, StructureFindings structure, Reliance one) =>
        $"{Words.Capital(findings.The(one.Rival))} relies on the {Property(one.Intervention)} more than {findings.The(one.Winner)}: "
        + $"with {At(one.Intervention, one.Level)}, it loses {LossOf(structure, one, one.Rival)} of its lead over the baseline, {findings.The(one.Winner)} {LossOf(structure, one, one.Winner)}; "
        + $"the gap between them goes from {Gap(dataset, one.Gap.Mean)} to {Gap(dataset, one.GapAfter.Mean)}.";

    private static string LossOf(StructureFindings structure, Reliance one, string learner) =>
        Loss(structure.Sensitivities.First(s => s.Intervention == one.Intervention && s.Level == one.Level && s.Learner == learner).Loss);
}
