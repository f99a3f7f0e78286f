namespace MlCompare.Measures;

/// <summary>Between which numbers a measure can lie; infinite where there is no end.</summary>
public sealed record MeasureRange(double Least, double Most)
{
    public static MeasureRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Of rows, or of anything else: 0 to 1.</summary>
    public static MeasureRange Share { get; } = new(0, 1);

    public static MeasureRange Positive { get; } = new(0, double.PositiveInfinity);
}
