using System.Collections.Immutable;

namespace MlCompare.Statistics;

/// <summary>How much a learner loses when one property of the data is taken away.</summary>
/// <param name="Before">Mean of the primary measure on the data as they are.</param>
/// <param name="After">The same under the intervention.</param>
/// <param name="Floor">The same of the baseline, which uses no features.</param>
/// <param name="Loss">
/// (After − Before) / (Floor − Before), the share of its lead over the baseline that is lost: 0 when nothing is lost, 1 when it falls to
/// the baseline. One scale for all measures and kinds of data. Null when it has no lead that could be lost.
/// </param>
public sealed record Sensitivity(
    string Intervention, double Level, string Learner, Family Family, double Before, double After, double Floor, MeanInterval? Loss);

/// <summary>Whether one property serves the winner more than a rival of another family.</summary>
/// <param name="Difference">
/// Loss of the winner minus that of the rival, on the scale of <see cref="Sensitivity.Loss"/>; positive when the winner relies on the
/// property more. Null when one of them has nothing to lose.
/// </param>
/// <param name="PValue">Of no difference, adjusted for all questions asked of this data set (Holm).</param>
/// <param name="Gap">The winner's lead over the rival in the primary measure before the intervention.</param>
/// <param name="GapAfter">The same under the intervention; negative when the rival is ahead.</param>
/// <param name="Moved">By how much the gap shrinks.</param>
/// <param name="Explained">
/// Share of the gap that the intervention takes away; above 1 when it turns the order round. Null when the gap is not shown to be there.
/// </param>
public sealed record Reliance(
    string Intervention,
    double Level,
    string Winner,
    string Rival,
    MeanInterval? Difference,
    double PValue,
    MeanInterval Gap,
    MeanInterval GapAfter,
    MeanInterval Moved,
    MeanInterval? Explained)
{
    /// <summary>
    /// Better: the winner relies on the property more than the rival, and the gap shrinks. Worse: the rival relies on it more, and the gap
    /// grows. Equivalent: the gap is shown to move by less than the margin of the primary measure.
    /// </summary>
    public Decision Decision { get; init; } = Decision.Inconclusive;
}

/// <summary>What the interventions on structure say of one data set.</summary>
/// <param name="Rows">Training rows at which they were tried.</param>
/// <param name="Winner">Lowest mean at that size on the data as they are; null when none of the learners but the baselines completed.</param>
/// <param name="Best">The best learner of each family at that size, the winner first.</param>
/// <param name="Baseline">Whose measure is the floor; null when no baseline took part, and nothing can be said then.</param>
/// <param name="Sensitivities">Of all learners at all levels, in the order of the study.</param>
/// <param name="Reliances">At the highest level of each intervention, the winner against the best of each other family but the linear one.</param>
public sealed record StructureFindings(
    string Dataset,
    int Rows,
    string? Winner,
    ImmutableArray<string> Best,
    string? Baseline,
    ImmutableArray<Sensitivity> Sensitivities,
    ImmutableArray<Reliance> Reliances);
