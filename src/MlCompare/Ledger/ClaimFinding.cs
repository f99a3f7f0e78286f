using System.Collections.Immutable;

namespace MlCompare.Ledger;

/// <summary>What became of a claim, on these data and at this scale.</summary>
public enum ClaimVerdict
{
    Confirmed,
    Refuted,
    Inconclusive,
    /// <summary>It cannot be tried here.</summary>
    NotRun,
}

/// <summary>A question with its answer.</summary>
/// <param name="Missing">Replicates without a figure.</param>
public sealed record QuestionFinding(Question Question, Posterior Posterior, int Missing);

/// <summary>A claim with its verdict.</summary>
/// <param name="Doubt">
/// Probability against the verdict that is nearer, adjusted (Holm) over the claims that share a data set; at most
/// <see cref="LedgerJudge.MostDoubt"/> decides.
/// </param>
/// <param name="MoreReplicates">For an inconclusive verdict, about how many replicates in all would settle it; null when not to be said.</param>
/// <param name="Datasets">Data behind the questions, in ordinal order.</param>
/// <param name="Sharers">Claims in the largest group that was adjusted together.</param>
/// <param name="Seconds">What its cells took, those that it shares included.</param>
public sealed record ClaimFinding(
    IClaim Claim,
    ClaimVerdict Verdict,
    double Doubt,
    int? MoreReplicates,
    ImmutableArray<QuestionFinding> Questions,
    ClaimChart? Chart,
    ImmutableArray<string> Datasets,
    ImmutableArray<int> Rows,
    int Replicates,
    int Sharers,
    int Failed,
    double Seconds);
