using MlCompare.Statistics;
using MlCompare.Statistics.Laws;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>What is to be expected with more rows, and what else would help, in sentences that stay within the intervals.</summary>
internal static class ForecastText
{
    // An overtaking that fewer draws have is not worth a sentence on the first screen.
    private const double WorthSaying = 0.2;

    // The share of wrong labels for which the exchange is told.
    public const double ExampleNoise = 0.1;

    /// <summary>Up to how many rows the answer holds, and who may follow; null when nothing was forecast for the leader.</summary>
    public static string? Beyond(Findings findings, DatasetSummary dataset, Answer answer)
    {
        IReadOnlyList<Overtaking> all = findings.OvertakingsOf(dataset);
        CurveForecast? leader = findings.ForecastsOf(dataset).FirstOrDefault(one => one.Learner == answer.Winner);
        if (leader is null || all.Count == 0)
        {
            return leader?.Audit.Refusal is string refusal
                ? $"Beyond {Show.Count(answer.Size)} rows nothing is forecast for {findings.The(leader.Learner)}: {refusal}."
                : null;
        }

        string winner = findings.The(answer.Winner!), far = Rows(all[0].To);
        Overtaking[] expected = [.. all.Where(one => one.Expected).OrderBy(one => one.Median)];
        if (expected.Length > 0)
        {
            return $"With more rows the choice is expected to change: {Show.List([.. expected.Select(one => $"{findings.The(one.Challenger)} overtakes {winner} {Between(one)}")])} "
                + "(90 % interval of the forecast)." + Others(findings, all, expected);
        }

        Overtaking[] possible = [.. all.Where(one => one.Share >= WorthSaying && Behind(answer, one)).OrderByDescending(one => one.Share)];
        return possible.Length > 0
            ? $"Whether this holds up to {far} rows is open: {Show.List([.. possible.Select(one => $"{findings.The(one.Challenger)} overtakes {winner} in {Show.Percent(one.Share, 0)} of the forecast’s draws")])}."
            : all.All(one => one.Excluded)
                ? $"Up to {far} rows, four times as many as tried, {(all.Count == 1 ? findings.The(all[0].Challenger) + " is not" : "none of the others with results there is")} expected to overtake {winner} (fewer than 5 % of the forecast’s draws)."
                : $"Up to {far} rows no overtaking is expected, though it is not excluded.";
    }

    /// <summary>"between 5,100 and 9,400 rows".</summary>
    public static string Between(Overtaking one) => one switch
    {
        { Low: double low, High: double high } => $"between {Rows(low)} and {Rows(high)} rows",
        { Low: double low, Median: double median } => $"at about {Rows(median)} rows if at all (not before {Rows(low)})",
        { Low: double low } => $"not before {Rows(low)} rows",
        _ => $"not before {Rows(one.To)} rows",
    };

    /// <summary>"12.1 % (11.6–12.7)".</summary>
    public static string Interval(Primary primary, ForecastInterval? at) => at is null ? Show.Nothing : primary.Value(at.Median, at.Low, at.High);

    /// <summary>Rows, labels or another model: what each is expected to be worth to the leader.</summary>
    public static IReadOnlyList<string> Levers(Findings findings, DatasetSummary dataset, Answer answer)
    {
        Primary primary = Primary.Of(dataset.Task);
        List<string> lines = [];
        if (findings.ForecastsOf(dataset).FirstOrDefault(one => one.Learner == answer.Winner) is { Path.IsEmpty: false } forecast)
        {
            lines.Add($"More rows: if the curve of {findings.The(forecast.Learner)} goes on as a law, twice as many lower its {primary.Name} of {primary.Value(forecast.Last)} by {Saved(primary, forecast, ForecastAnalysis.Steps / 2)}, four times as many by {Saved(primary, forecast, ForecastAnalysis.Steps)}.");
        }

        if (findings.ExchangeOf(dataset, answer.Winner!) is LabelExchange exchange)
        {
            string low = Times(exchange, exchange.Low), high = Times(exchange, exchange.High);
            string verdict = exchange.Low > 2 ? "wrong labels cost more than the rows they spoil: cleaning pays more than collecting as many"
                : exchange.High < 2 ? "wrong labels cost less than if their rows were lost: more rows, even noisy ones, make up for them"
                : "about what losing the wrongly labelled rows would cost, and no difference from that is shown";
            lines.Add($"Cleaner labels: if {Show.Level(ExampleNoise)} of them were wrong, cleaning all would be worth {Times(exchange, exchange.Gamma)} the rows ({low}–{high}); {verdict} (γ = {Show.Fixed(exchange.Gamma, 1)}, {Show.Fixed(exchange.Low, 1)}–{Show.Fixed(exchange.High, 1)}).");
        }

        Standing? rival = answer.Standings.Skip(1).FirstOrDefault(one => one.Family != answer.Standings[0].Family);
        if (rival?.Lead is { Pairs: > 1 } lead)
        {
            lines.Add($"Another model: {findings.The(answer.Winner!)} has {primary.Difference(lead.Estimate, lead.Low, lead.High)} less {primary.Name} than {findings.The(rival.Learner)}, the best of another family.");
        }

        return lines;
    }

    private static string Saved(Primary primary, CurveForecast forecast, int step) => forecast.Saved(step) is not { } saved ? Show.Nothing
        : primary.Relative ? $"{Show.Value(saved.Median)} ({Range(saved, Show.Value)})"
        : $"{Show.Points(saved.Median)} ({Range(saved, v => Show.Fixed(100 * v, 1))})";

    private static string Range(ForecastInterval at, Func<double, string> write) => write(at.Low) + (at.Low < 0 ? " to " : "–") + write(at.High);

    public static string Times(LabelExchange exchange, double gamma) => Show.Fixed(exchange.Times(ExampleNoise, gamma), 1) + "×";

    private static string Others(Findings findings, IReadOnlyList<Overtaking> all, Overtaking[] expected)
    {
        string[] possible = [.. all.Except(expected).Where(one => one.Share >= WorthSaying).Select(one => findings.The(one.Challenger))];
        return possible.Length == 0 ? "" : $" Open for {Show.List(possible)}.";
    }

    /// <summary>Those that are level now say nothing by being ahead in some draws.</summary>
    private static bool Behind(Answer answer, Overtaking one) =>
        answer.Standings.FirstOrDefault(standing => standing.Learner == one.Challenger)?.Lead?.Decision == Decision.Better;

    private static string Rows(double rows) => Show.Count(double.Parse(
        rows.ToString("E1", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));
}
