using System.Collections.Immutable;

namespace MlCompare.Statistics.Laws;

/// <summary>Whether another learner is expected to overtake the present leader on more rows than were tried.</summary>
/// <param name="From">Most rows tried, where the leader leads.</param>
/// <param name="To">Most rows forecast.</param>
/// <param name="Share">Share of the draws in which the challenger has the lower loss at <paramref name="To"/>.</param>
/// <param name="Low">Rows before which 5 % of the draws have it ahead for good; null where fewer ever have.</param>
/// <param name="Median">Half of the draws; null where fewer ever have.</param>
/// <param name="High">95 % of the draws; null where fewer ever have, so that nothing is expected.</param>
public sealed record Overtaking(
    string Dataset, string Leader, string Challenger, int From, double To, double Share, double? Low, double? Median, double? High)
{
    /// <summary>Shown at the level of the interval, not only likely.</summary>
    public bool Expected => High is not null;

    /// <summary>Shown not to happen in the range forecast.</summary>
    public bool Excluded => Low is null;

    /// <summary>The leader of a data set against each other learner that has a forecast from the same rows.</summary>
    public static IReadOnlyList<Overtaking> Of(Answer answer, IReadOnlyList<CurveForecast> forecasts)
    {
        CurveForecast? leader = forecasts.FirstOrDefault(one => one.Dataset == answer.Dataset && one.Learner == answer.Winner && !one.Path.IsEmpty);
        return leader is null ? [] :
        [
            .. forecasts.Where(one => one.Dataset == answer.Dataset && one.Learner != answer.Winner && !one.Path.IsEmpty && one.LastRows == leader.LastRows)
                .Select(one => Of(leader, one)),
        ];
    }

    internal static Overtaking Of(CurveForecast leader, CurveForecast challenger)
    {
        ImmutableArray<ForecastInterval> path = leader.Path;
        double[] crossings = [.. leader.Draws.Zip(challenger.Draws, (a, b) => Crossing(path, a, b)).Order()];
        double? At(double share) => crossings[(int)Math.Round(share * (crossings.Length - 1))] is var rows && double.IsFinite(rows) ? rows : null;
        return new Overtaking(
            leader.Dataset, leader.Learner, challenger.Learner, leader.LastRows, path[^1].Rows,
            crossings.Count(double.IsFinite) / (double)crossings.Length, At(0.05), At(0.5), At(0.95));
    }

    /// <summary>Rows from which b stays below a, by straight lines over ln(rows); +∞ when it is not below at the end.</summary>
    private static double Crossing(ImmutableArray<ForecastInterval> path, double[] a, double[] b)
    {
        int step = path.Length - 1;
        if (!(b[step] < a[step]))
        {
            return double.PositiveInfinity;
        }

        while (step > 0 && b[step - 1] < a[step - 1])
        {
            step--;
        }

        if (step == 0)
        {
            return path[0].Rows;
        }

        double before = b[step - 1] - a[step - 1], after = b[step] - a[step];
        return path[step - 1].Rows * Math.Pow(path[step].Rows / path[step - 1].Rows, before / (before - after));
    }
}
