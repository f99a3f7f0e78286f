namespace MlCompare.Reports.Charts;

/// <summary>Maps values to [0, 1] and says where the ticks stand.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Log">Equal ratios take equal lengths; values at or below zero stand far below the axis.</param>
public sealed record Axis(string Title, bool Log, double Min, double Max, IReadOnlyList<double> Ticks, Func<double, string> Label)
{
    // Round numbers at about equal ratios, for ranges of less than a factor of three.
    private static readonly double[] Close = [1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.6, 4, 4.5, 5, 5.5, 6, 7, 8, 9];

    public double Place(double value) => Log
        ? Math.Log(Math.Max(value, Min * 1e-3) / Min) / Math.Log(Max / Min)
        : (value - Min) / (Max - Min);

    /// <summary>Ticks exactly at the levels tried, such as training sizes.</summary>
    public static Axis At(string title, bool log, IEnumerable<double> levels, Func<double, string> label)
    {
        double[] ticks = levels.Distinct().Order().ToArray();
        double min = ticks[0], max = ticks[^1];
        if (min == max)
        {
            (min, max) = log ? (min / 2, max * 2) : (min - 0.5, max + 0.5);
        }

        return new Axis(title, log, min, max, ticks, label);
    }

    /// <summary>Round ticks around the values; starts at zero when the smallest value is below a third of the largest.</summary>
    public static Axis Linear(string title, IEnumerable<double> values, Func<double, string> label)
    {
        (double low, double high) = Range(values);
        if (low > 0 && low < high / 3)
        {
            low = 0;
        }

        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high)))
        {
            double half = Math.Max(Math.Abs(high) * 0.05, 1e-6);
            (low, high) = (low - half, high + half);
        }

        (double step, int first, int last) = Grids(low, high).MinBy(grid => ((grid.Last - grid.First) * grid.Step, -grid.Step));
        double[] ticks = Enumerable.Range(first, last - first + 1).Select(i => i * step).ToArray();
        return new Axis(title, false, ticks[0], ticks[^1], ticks, label);
    }

    /// <summary>Decades, with steps between them when there are few; within less than a factor of three, a few round numbers.</summary>
    public static Axis Decades(string title, IEnumerable<double> values, Func<double, string> label)
    {
        (double low, double high) = Range(values.Where(value => value > 0));
        double room = Math.Clamp(Math.Pow(high / low, 0.08), 1.15, 1.3);
        (low, high) = (low / room, high * room);
        double[] mantissas = Math.Log10(high / low) switch { < 0.4 => Close, < 0.9 => [1, 1.5, 2, 3, 4, 6, 8], < 1.5 => [1, 2, 5], < 3 => [1, 3], _ => [1] };
        int from = (int)Math.Floor(Math.Log10(low)), to = (int)Math.Ceiling(Math.Log10(high));
        double[] ticks = Enumerable.Range(from, to - from + 1)
            .SelectMany(e => mantissas.Select(m => m * Math.Pow(10, e)))
            .Where(tick => tick >= low && tick <= high).ToArray();
        return new Axis(title, true, low, high, ticks, label);
    }

    /// <summary>Round steps that give four to eight intervals or so, with the first and last tick in steps; the tightest wastes least of the plot.</summary>
    private static IEnumerable<(double Step, int First, int Last)> Grids(double low, double high)
    {
        foreach (double step in new[] { 4, 5, 6, 7 }.Select(intervals => NiceStep((high - low) / intervals)).Distinct())
        {
            yield return (step, (int)Math.Floor(low / step + 1e-9), (int)Math.Ceiling(high / step - 1e-9));
        }
    }

    /// <summary>The smallest of 1, 2, 2.5, 5 times a power of ten that is not below <paramref name="raw"/>.</summary>
    private static double NiceStep(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(m => m * power >= raw * (1 - 1e-9)) * power;
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? (low, high) : (0.5, 1);
    }
}
