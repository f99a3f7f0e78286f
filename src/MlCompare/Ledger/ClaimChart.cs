using System.Collections.Immutable;

namespace MlCompare.Ledger;

/// <summary>What a claim draws: lines over numbers, or bars over categories.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="X">Title of the horizontal axis, with its unit; of the categories, when there are some.</param>
/// <param name="Y">Title of the figures.</param>
public sealed record ChartPlan(string Title, string X, string Y, params ImmutableArray<LinePlan> Lines)
{
    /// <summary>Names of the categories 0, 1, …; empty for lines over numbers.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    public bool LogX { get; init; } = true;

    public bool LogY { get; init; }

    public Unit Unit { get; init; } = Unit.Percent;
}

/// <summary>One line or group of bars.</summary>
/// <param name="Value">Figure of one replicate at an x.</param>
public sealed record LinePlan(string Label, Family Family, ImmutableArray<double> Xs, Func<Readings, double, double> Value);

/// <summary>The chart with its numbers.</summary>
public sealed record ClaimChart(ChartPlan Plan, ImmutableArray<ClaimLine> Lines);

/// <summary>Means with their intervals.</summary>
public sealed record ClaimLine(string Label, Family Family, ImmutableArray<Statistics.CurvePoint> Points);
