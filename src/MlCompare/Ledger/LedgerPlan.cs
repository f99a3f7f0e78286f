using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>What will be run and what it will have to show: written into the folder before anything runs.</summary>
/// <param name="FirstReplicate">
/// Number of the first replicate among all draws. Draws from 0 on were seen while the claims were written, and chose sizes and replicates; verdicts
/// come of draws that nobody has seen, those of full runs of others than those of quick ones.
/// </param>
/// <param name="Rule">The decision rule in words.</param>
/// <param name="NotRun">Claims that cannot be tried here, with the reason.</param>
public sealed record LedgerPlan(Scale Scale, int FirstReplicate, string Rule, ImmutableArray<ClaimPlan> Claims, SortedDictionary<string, string> NotRun)
{
    private const int QuickDraws = 1000, FullDraws = 2000;

    /// <summary>Every cell once, in the order in which the claims ask for it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<Cell> Cells { get; private init; } = [];

    /// <summary>SHA-256 of the plan as it is written.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, StudyJson.Plan).ReplaceLineEndings("\n") + "\n";

    /// <param name="first">Null: the draws set aside for this scale.</param>
    public static LedgerPlan Make(IReadOnlyList<IClaim> claims, Scale scale, int? first = null)
    {
        int start = first ?? (scale == Scale.Quick ? QuickDraws : FullDraws);
        List<Cell> cells = [];
        HashSet<Cell> seen = [];
        List<ClaimPlan> plans = [];
        foreach (IClaim claim in claims.Where(claim => claim.NotRun is null))
        {
            ImmutableArray<Question> questions = [.. claim.Questions(scale)];
            Cell[] wanted = [.. LedgerCells.Asked(claim, questions, scale, start)];
            cells.AddRange(wanted.Where(seen.Add));
            plans.Add(new ClaimPlan(
                claim.Id, claim.Words, claim.Source, claim.Experiment, claim.Refuter, claim.Combination, claim.Replicates(scale),
                [.. questions.Select(question => new QuestionPlan(question.Text, question.Figure, question.Side, question.Bound))],
                [.. wanted.Select(cell => cell.Key)]));
        }

        SortedDictionary<string, string> untested = new(StringComparer.Ordinal);
        foreach (IClaim claim in claims.Where(claim => claim.NotRun is not null))
        {
            untested[claim.Id] = claim.NotRun!;
        }

        return new LedgerPlan(scale, start, LedgerJudge.Rule, [.. plans], untested) { Cells = [.. cells] };
    }
}

/// <summary>One claim as it is registered.</summary>
/// <param name="Cells">Keys of what it will measure.</param>
public sealed record ClaimPlan(
    string Id, string Words, string Source, string Experiment, string RefutedBy, Combination Combination, int Replicates, ImmutableArray<QuestionPlan> Questions, ImmutableArray<string> Cells);

/// <summary>One question as it is registered: the figure, how it is taken over the replicates, and what the claim says of it.</summary>
public sealed record QuestionPlan(string Figure, Figure Over, Side Says, double Bound);
