namespace MlCompare.Reports.Charts;

/// <summary>One measured point.</summary>
/// <param name="Low">Lower end of the 95 % interval; NaN when there is none (one replicate).</param>
/// <param name="High">Upper end; NaN when there is none.</param>
/// <param name="Tip">The point in words, for the tooltip.</param>
public sealed record ChartPoint(double X, double Y, double Low, double High, string Tip)
{
    /// <summary>The line of the table that it stands in, where that is not its X.</summary>
    public double Level { get; init; } = X;

    /// <summary>What stands behind it, for the table: "1,204 rows".</summary>
    public string Behind { get; init; } = "";

    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);
}

/// <summary>The points of one learner.</summary>
/// <param name="Name">Identity, for toggling.</param>
/// <param name="Label">For legend and table.</param>
public sealed record ChartSeries(string Name, string Label, Mark Mark, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>What is expected beyond the points, from the last of them on; empty when nothing is.</summary>
    public IReadOnlyList<ChartPoint> Ahead { get; init; } = [];

    /// <summary>Where the line ends, forecast included.</summary>
    public ChartPoint? End => Ahead.Count > 0 ? Ahead[^1] : Points.Count > 0 ? Points[^1] : null;
}

/// <summary>A dashed line across the chart, such as the Bayes risk.</summary>
public sealed record ReferenceLine(double Y, string Label)
{
    /// <summary>Where Y equals X, for every X, instead of one Y.</summary>
    public bool Diagonal { get; init; }
}
