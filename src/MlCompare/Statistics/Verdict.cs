using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>The four answers to a contrast. Equivalence is shown (interval inside the margin), never assumed.</summary>
public enum Decision
{
    /// <summary>A beats B by more than the margin: the whole interval lies beyond it.</summary>
    Better,
    /// <summary>B beats A by more than the margin.</summary>
    Worse,
    /// <summary>The whole interval lies inside ± margin.</summary>
    Equivalent,
    /// <summary>The interval crosses a margin: more replicates or more test rows would be needed.</summary>
    Inconclusive,
}

/// <summary>The answer to one contrast on one data set (or over several, when <paramref name="Dataset"/> is "all").</summary>
/// <param name="Rows">Training rows at which it was asked; 0 over several data sets.</param>
/// <param name="Noise">Noise level at which it was asked.</param>
/// <param name="Estimate">
/// Mean advantage of A over B: positive means that A is better. Same scale as the contrast's margin: error points as a fraction,
/// or ln(RMSE of B / RMSE of A), which for small values is the relative difference. NaN when there are no pairs.
/// </param>
/// <param name="Low">Lower end of the 95 % interval; −∞ when fewer than two pairs leave it open.</param>
/// <param name="High">Upper end; +∞ when open.</param>
/// <param name="Pairs">Replicates in which both completed; over several data sets, the number of data sets.</param>
/// <param name="PairsNeeded">For an inconclusive verdict, about how many replicates would settle it; null when not to be said.</param>
public sealed record Verdict(
    ContrastPlan Contrast,
    string Dataset,
    int Rows,
    double Noise,
    double Estimate,
    double Low,
    double High,
    int Pairs,
    Decision Decision,
    int? PairsNeeded,
    string Method);

/// <summary>At which number of training rows A, who leads at the largest size, overtakes B, or that this is not in the range tried.</summary>
/// <param name="Rows">Estimated crossover; null when the curves do not cross in the range tried.</param>
/// <param name="Low">Lower end of the bootstrap interval in rows; the smallest size tried when it is open below; null with <paramref name="Rows"/>.</param>
/// <param name="High">Upper end; the largest size tried when it is open above.</param>
/// <param name="Share">Share of bootstrap draws in which A overtakes B in the range tried; 0 when the means do not cross, or fewer than two replicates allow no draws.</param>
/// <param name="Leader">Who leads at the largest size tried.</param>
public sealed record Crossover(
    string Dataset, string A, string B, double? Rows, double? Low, double? High, double Share, string Leader, int From, int To);
