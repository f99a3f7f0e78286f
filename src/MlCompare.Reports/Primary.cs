using System.Globalization;

namespace MlCompare.Reports;

/// <summary>How the measure that a task is judged by is written: values, differences, and their names in a sentence.</summary>
/// <param name="Id">Measure id.</param>
/// <param name="Name">Within a sentence.</param>
/// <param name="Relative">
/// Differences are logarithms of a ratio, shown as "x % lower"; otherwise they are differences of percentages, shown as points.
/// </param>
public sealed record Primary(string Id, string Name, bool Relative)
{
    private const int MostFurtherDigits = 2;

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

    /// <summary>
    /// Two values side by side, with as many further digits as it takes for their difference not to contradict the one said beside
    /// them. When that does not help, because the advantage is of something else than the plain means, they are as usual and
    /// <c>Agree</c> is false.
    /// </summary>
    /// <param name="advantage">Of <paramref name="a"/> over <paramref name="b"/>, on the scale of the verdicts.</param>
    public (string A, string B, bool Agree) Pair(double a, double b, double advantage)
    {
        double said = Math.Round(100 * Share(advantage), 1, MidpointRounding.AwayFromZero);
        for (int more = 0; more <= MostFurtherDigits; more++)
        {
            string first = Digits(a, more), second = Digits(b, more);
            double x = Read(first), y = Read(second);
            double seen = Relative ? 100 * (y - x) / Math.Max(x, y) : y - x;
            if (Math.Abs(seen - said) <= 0.05 + 1e-9)
            {
                return (first + Unit, second + Unit, true);
            }
        }

        return (Value(a), Value(b), false);
    }

    /// <summary>Too small to be shown as anything but zero.</summary>
    public bool IsNone(double advantage) => Math.Abs(100 * Share(advantage)) < 0.05;

    /// <summary>"1 point", "2.5 %".</summary>
    public string Margin(double margin) => Relative ? Show.Level(margin)
        : margin == 0.01 ? "1\u00A0point" : Show.Level(margin).Replace("%", "points");

    // exp(−x) is the ratio of the two errors when x is the logarithm that the analysis works with. Always of the worse one's error,
    // so that the same comparison has the same number whichever learner is named first.
    private double Share(double advantage) => Relative ? Math.CopySign(1 - Math.Exp(-Math.Abs(advantage)), advantage) : advantage;

    private string Digits(double value, int more) => Relative ? Show.Significant(value, 3 + more) : Show.Fixed(100 * value, 1 + more);

    private string Unit => Relative ? "" : "\u00A0%";

    private static double Read(string number) => double.Parse(number.Replace('−', '-'), CultureInfo.InvariantCulture);

    private string Bare(double value) => Relative ? Show.Value(value) : Show.Fixed(100 * value, 1);
}
