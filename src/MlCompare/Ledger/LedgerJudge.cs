using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MlCompare.Statistics;

namespace MlCompare.Ledger;

/// <summary>
/// The one rule by which every verdict is made. The doubt of a confirmation is the chance that the figure does not lie where the claim says
/// (the largest over the questions, when all must hold), that of a refutation the chance that it does (the smallest times the number of
/// questions). The smaller of both is adjusted over the claims that share a data set.
/// </summary>
public static class LedgerJudge
{
    /// <summary>Doubt at which a verdict is decided.</summary>
    public const double MostDoubt = 0.05;

    public const string Rule =
        "Confirmed when the posterior probability that every figure lies on the side of its bound that the claim names is at least 0.95, refuted when the probability "
        + "that one of them does not is at least 0.95, inconclusive else; Student's t for means over the replicates, Beta for shares; adjusted by Holm over the claims that share a data set.";

    /// <param name="results">By the key of the cell.</param>
    public static ImmutableArray<ClaimFinding> Judge(IReadOnlyList<IClaim> claims, LedgerPlan plan, IReadOnlyDictionary<string, CellResult> results)
    {
        Answer[] answers = [.. claims.Where(claim => claim.NotRun is null).Select(claim => Read(claim, plan, results))];
        ILookup<string, Answer> bySet = answers
            .SelectMany(answer => answer.Datasets.Select(set => (Set: set, Answer: answer)))
            .ToLookup(pair => pair.Set, pair => pair.Answer, StringComparer.Ordinal);
        Dictionary<Answer, (double Doubt, int Sharers)> adjusted = answers.ToDictionary(answer => answer, answer => (Math.Min(answer.Confirm, answer.Refute), 1));
        foreach (IGrouping<string, Answer> group in bySet)
        {
            Answer[] members = [.. group];
            double[] doubts = Holm.Adjust([.. members.Select(answer => Math.Min(answer.Confirm, answer.Refute))]);
            foreach ((Answer answer, double doubt) in members.Zip(doubts))
            {
                (double before, int sharers) = adjusted[answer];
                adjusted[answer] = (Math.Max(before, doubt), Math.Max(sharers, members.Length));
            }
        }

        Dictionary<string, ClaimFinding> findings = answers.ToDictionary(
            answer => answer.Claim.Id, answer => Finding(answer, adjusted[answer].Doubt, adjusted[answer].Sharers, plan.Scale));
        return [.. claims.Select(claim => findings.GetValueOrDefault(claim.Id)
            ?? new ClaimFinding(claim, ClaimVerdict.NotRun, double.NaN, null, [], null, [], [], 0, 0, 0, 0))];
    }

    private static ClaimFinding Finding(Answer answer, double doubt, int sharers, Scale scale)
    {
        ClaimVerdict verdict = !(doubt <= MostDoubt) ? ClaimVerdict.Inconclusive
            : answer.Confirm < answer.Refute ? ClaimVerdict.Confirmed : ClaimVerdict.Refuted;
        return new ClaimFinding(
            answer.Claim, verdict, doubt, verdict == ClaimVerdict.Inconclusive ? Needed(answer, sharers) : null, answer.Questions, answer.Chart,
            answer.Datasets, answer.Rows, answer.Claim.Replicates(scale), sharers, answer.Failed, answer.Seconds);
    }

    private static Answer Read(IClaim claim, LedgerPlan registered, IReadOnlyDictionary<string, CellResult> results)
    {
        (Scale scale, int first) = (registered.Scale, registered.FirstReplicate);
        ImmutableArray<Question> questions = [.. claim.Questions(scale)];
        Cell[] cells = [.. LedgerCells.Asked(claim, questions, scale, first)];
        Readings[] replicates = [.. Enumerable.Range(0, claim.Replicates(scale)).Select(replicate => new Readings(
            replicate, first, cell => results.GetValueOrDefault(cell.Key)?.Values))];
        ImmutableArray<QuestionFinding> answers = [.. questions.Select(question =>
        {
            Posterior posterior = Posterior.Of([.. replicates.Select(question.Value)], question);
            return new QuestionFinding(question, posterior, replicates.Length - posterior.Count);
        })];
        double[] holds = [.. answers.Select(answer => answer.Posterior.Holds)];
        double[] fails = [.. holds.Select(p => 1 - p)];
        bool all = claim.Combination == Combination.All;
        return new Answer(
            claim,
            answers,
            Confirm: all ? fails.Max() : Math.Min(1, fails.Min() * fails.Length),
            Refute: all ? Math.Min(1, holds.Min() * holds.Length) : holds.Max(),
            claim.Chart(scale) is ChartPlan plan ? Chart(plan, replicates) : null,
            [.. questions.SelectMany(LedgerCells.Of).Select(cell => cell.Dataset).Where(set => set.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            [.. questions.SelectMany(LedgerCells.Of).Select(cell => cell.Rows).Distinct().Order()],
            cells.Count(cell => results.GetValueOrDefault(cell.Key)?.Values is null),
            cells.Sum(cell => results.GetValueOrDefault(cell.Key)?.Seconds ?? 0));
    }

    private static ClaimChart Chart(ChartPlan plan, Readings[] replicates) => new(plan, [.. plan.Lines.Select(line => new ClaimLine(
        line.Label,
        line.Family,
        [.. line.Xs.Select(x => CurvePoint.Of(x, MeanInterval.Of([.. replicates.Select(readings => line.Value(readings, x)).Where(double.IsFinite)])))
            .Where(point => point.Count > 0)]))]);

    /// <summary>Replicates at which the question in the way would be decided, were mean and deviation to stay as they are.</summary>
    private static int? Needed(Answer answer, int sharers)
    {
        const int Most = 1000;
        QuestionFinding open = answer.Questions.MaxBy(question => Math.Min(question.Posterior.Holds, 1 - question.Posterior.Holds))!;
        double distance = Math.Abs(open.Posterior.Estimate - open.Question.Bound);
        if (!(open.Posterior.Deviation > 0) || !(distance > 0))
        {
            return null;
        }

        double wanted = MostDoubt / sharers;
        for (int count = Math.Max(3, open.Posterior.Count + 1); count <= Most; count++)
        {
            if (StudentT.CDF(0, 1, count - 1, -distance / (open.Posterior.Deviation / Math.Sqrt(count))) <= wanted)
            {
                return count;
            }
        }

        return null;
    }

    private sealed record Answer(
        IClaim Claim, ImmutableArray<QuestionFinding> Questions, double Confirm, double Refute, ClaimChart? Chart, ImmutableArray<string> Datasets, ImmutableArray<int> Rows, int Failed, double Seconds);
}
