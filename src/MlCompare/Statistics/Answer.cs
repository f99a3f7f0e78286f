using System.Collections.Immutable;

namespace MlCompare.Statistics;

/// <summary>One learner's place in an answer.</summary>
/// <param name="Mean">Mean of the measure at the answer's size, without noise.</param>
/// <param name="Low">Lower end of its own 95 % interval; equal to the mean when one replicate allows none.</param>
/// <param name="Count">Replicates completed.</param>
/// <param name="Lead">
/// The winner's lead over this learner, paired, as in a contrast in which the winner is A: <see cref="Decision.Better"/> means that
/// the winner wins by more than the margin. Null for the winner itself.
/// </param>
public sealed record Standing(string Learner, Family Family, double Mean, double Low, double High, int Count, Verdict? Lead);

/// <summary>Who wins on one data set at the largest size without noise.</summary>
/// <param name="Size">Training rows.</param>
/// <param name="Measure">"error" or "rmse".</param>
/// <param name="Margin">Leads inside ± margin count as none.</param>
/// <param name="Winner">Lowest mean; null when no learner but the baselines completed.</param>
/// <param name="RunnerUp">Next lowest mean; null when there is none.</param>
/// <param name="Standings">Learners but the baselines that completed, in order of their means, the winner first.</param>
/// <param name="Clear">There are others, and the winner is better than each by more than the margin, as shown by the intervals.</param>
public sealed record Answer(
    string Dataset,
    int Size,
    string Measure,
    double Margin,
    string? Winner,
    string? RunnerUp,
    ImmutableArray<Standing> Standings,
    bool Clear);
