namespace MlCompare.Reports;

/// <summary>How the measure that a task is judged by is written: values, differences, and their names in a sentence.</summary>
/// <param name="Id">Measure id.</param>
/// <param name="Name">Within a sentence.</param>
/// <param name="Relative">
/// Differences are logarithms of a ratio, shown as "x % lower"; otherwise they are differences of percentages, shown as points.
/// </param>
public sealed record Primary(string Id, string Name, bool Relative)
{
    public static Primary Of(TaskKind task) => task == TaskKind.Regression ? new("rmse", "RMSE", true) : new("error", "error", false);

    /// <summary>The display of a contrast's measure, whatever it is.</summary>
    public static Primary Of(string measure) => new(measure, measure is "rmse" or "mae" ? measure.ToUpperInvariant() : measure, measure is "rmse" or "mae");

    public string AxisTitle => Relative ? $"Test {Name}" : $"Test {Name} (share of test rows)";

    public string Value(double value) => Relative ? Show.Value(value) : Show.Percent(value);

    /// <summary>A value with its interval: "12.8 % (12.4–13.1)".</summary>
    public string Value(double value, double low, double high) => Value(value) + (double.IsFinite(low) && double.IsFinite(high) && low < high
        ? $" ({Bare(low)}–{Bare(high)})"
        : "");

    /// <summary>"1.9 points" or "9.5 %".</summary>
    public string Difference(double advantage) => Relative ? Show.Percent(Share(advantage)) : Show.Points(advantage);

    /// <summary>"1.6–2.2", "−0.3 to 1.1", or "no interval".</summary>
    public string Interval(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            return "no interval";
        }

        string from = Show.Fixed(100 * Share(low), 1), to = Show.Fixed(100 * Share(high), 1);
        return low < 0 ? $"{from} to {to}" : $"{from}–{to}";
    }

    /// <summary>"1.9 points (1.6–2.2)".</summary>
    public string Difference(double advantage, double low, double high) => $"{Difference(advantage)} ({Interval(low, high)})";

    /// <summary>"1 point", "2.5 %".</summary>
    public string Margin(double margin) => Relative ? Show.Level(margin)
        : margin == 0.01 ? "1\u00A0point" : Show.Level(margin).Replace("%", "points");

    // exp(−x) is the ratio of the two errors when x is the logarithm that the analysis works with.
    private double Share(double advantage) => Relative ? 1 - Math.Exp(-advantage) : advantage;

    private string Bare(double value) => Relative ? Show.Value(value) : Show.Fixed(100 * value, 1);
}
