using MlCompare.Statistics;

namespace MlCompare.Reports;

/// <summary>What it would cost to be wrong: how much better another learner may still be, by the intervals.</summary>
internal static class RiskText
{
    public static string? Of(Findings findings, Answer answer, Primary primary)
    {
        Standing[] judged = [.. answer.Standings.Skip(1).Where(other => other.Lead is { Pairs: > 1 })];
        if (judged.Length == 0)
        {
            return null;
        }

        Standing worst = judged.MinBy(other => other.Lead!.Low)!;
        string winner = findings.The(answer.Winner!), rival = findings.The(worst.Learner);
        double low = worst.Lead!.Low, errors = answer.Standings[0].High;
        return low >= 0
            ? $"If this is wrong it costs nothing here: even at the unfavourable ends of the intervals, no other learner with results at {Show.Count(answer.Size)} rows is better than {winner}."
            : primary.IsNone(low)
                ? $"If this is wrong it costs next to nothing here: at the unfavourable ends of the intervals, no other learner with results at that size is better than {winner} by {(primary.Relative ? "0.1\u00A0%" : "0.1\u00A0points")}."
                : !primary.Relative && errors < -low
                ? $"If this is wrong it costs at most {primary.Difference(errors)} here: by its interval, {winner} makes no more errors than that."
                : $"If this is wrong it costs at most {primary.Difference(-low)} here: at the unfavourable end of its interval, {rival} is better than {winner} by that.";
    }
}
