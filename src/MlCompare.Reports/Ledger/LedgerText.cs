using MlCompare.Ledger;
using MlCompare.Statistics;

namespace MlCompare.Reports.Ledger;

/// <summary>The words and numbers of a claim's verdict.</summary>
public static class LedgerText
{
    public static string Name(ClaimVerdict verdict) => verdict == ClaimVerdict.NotRun ? "Not run" : verdict.ToString();

    /// <summary>CSS class that sets the colour.</summary>
    internal static string Mark(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Confirmed => "confirmed",
        ClaimVerdict.Refuted => "refuted",
        _ => "open",
    };

    /// <summary>"A4" for "a4".</summary>
    public static string Label(IClaim claim) => claim.Id.ToUpperInvariant();

    /// <summary>One line for the terminal.</summary>
    public static string Line(ClaimFinding finding) =>
        finding.Verdict == ClaimVerdict.NotRun ? $"{Label(finding.Claim)} not run: {finding.Claim.NotRun}" : $"{Label(finding.Claim)} {Name(finding.Verdict).ToLowerInvariant()}: {finding.Claim.Words}";

    internal static string Number(double value, Unit unit) => unit == Unit.Percent ? Show.Percent(value) : Show.Value(value);

    internal static string Interval(Posterior posterior, Unit unit) =>
        double.IsFinite(posterior.Low) && double.IsFinite(posterior.High) ? $"{Number(posterior.Low, unit)} to {Number(posterior.High, unit)}" : "open";

    internal static string Says(Question question) =>
        (question.Side == Side.Above ? "above" : "below") + "\u00A0" + Number(question.Bound, question.Unit);

    /// <summary>0.9996 is more than 99.9 %: a posterior is never certain.</summary>
    internal static string Probability(double p) => p switch
    {
        > 0.999 => ">\u00A0" + Show.Percent(0.999),
        < 0.001 => "<\u00A0" + Show.Percent(0.001),
        _ => Show.Percent(p),
    };

    /// <summary>The question that carries the verdict: the weakest of a confirmation, the one that fails in a refutation.</summary>
    internal static QuestionFinding? Carrier(ClaimFinding finding) => finding.Questions.IsEmpty ? null : finding.Verdict switch
    {
        ClaimVerdict.Inconclusive => finding.Questions.MinBy(q => Math.Abs(q.Posterior.Holds - 0.5)),
        _ => finding.Claim.Combination == Combination.All
            ? finding.Questions.MinBy(q => q.Posterior.Holds)
            : finding.Questions.MaxBy(q => q.Posterior.Holds),
    };

    internal static string Scope(ClaimFinding finding)
    {
        string data = finding.Datasets.IsEmpty ? "on data that the experiment draws" : $"on {Show.List([.. finding.Datasets])}";
        int[] rows = [.. finding.Rows.Where(n => n > 0)];
        string size = rows.Length == 0 ? "" : rows.Length == 1 ? $" with {Show.Count(rows[0])} rows" : $" with {Show.Count(rows[0])} to {Show.Count(rows[^1])} rows";
        return $"{data}{size}, {Show.Plural(finding.Replicates, "replicate")}, each with a rule and rows of its own";
    }

    internal static string Doubt(ClaimFinding finding)
    {
        string adjusted = finding.Sharers > 1 ? $", adjusted over the {Show.Count(finding.Sharers)} claims that share a data set" : "";
        string more = finding.Verdict != ClaimVerdict.Inconclusive ? "" : finding.MoreReplicates is int count
            ? $" About {Show.Count(count)} replicates would settle it."
            : " More replicates alone would hardly settle it.";
        string doubt = finding.Doubt < 0.001 ? "below 0.001" : Show.Value(finding.Doubt);
        return $"Doubt {doubt} (at most {Show.Value(LedgerJudge.MostDoubt)} decides){adjusted}.{more}";
    }

    internal static string Point(CurvePoint point, Unit unit) =>
        point.Count > 1 ? $"{Number(point.Mean, unit)} ({Number(point.Low, unit)} to {Number(point.High, unit)})" : Number(point.Mean, unit);
}
