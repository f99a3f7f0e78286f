using System.Globalization;

namespace MlCompare.Reports;

/// <summary>How numbers are written: invariant culture, as many digits as mean something, a dash for what is not a number.</summary>
internal static class Show
{
    public const string Nothing = "–";

    // Keeps a number and its unit on one line.
    private const char Space = '\u00A0';

    private const char Minus = '−';

    public static string Count(double value) => Finite(value, v => v.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>0.1283 → "12.8 %".</summary>
    public static string Percent(double fraction, int decimals = 1) =>
        Finite(fraction, v => Fixed(100 * v, decimals) + Space + "%");

    /// <summary>0.019 → "1.9 points": the difference of two percentages.</summary>
    public static string Points(double fraction) => Finite(fraction, v =>
    {
        string number = (100 * v).ToString("0.0", CultureInfo.InvariantCulture);
        return Fixed(100 * v, 1) + Space + (number is "1.0" or "-1.0" ? "point" : "points");
    });

    /// <summary>0.4 → "40 %", 0.125 → "12.5 %": levels that somebody chose, without needless decimals.</summary>
    public static string Level(double fraction) =>
        Finite(fraction, v => (100 * v).ToString("0.##", CultureInfo.InvariantCulture) + Space + "%");

    /// <summary>Three significant digits, thousands separated: 47,300; 1.23; 0.00456.</summary>
    public static string Value(double value) => Finite(value, v => Significant(v, 3));

    /// <summary>A round number without needless decimals: 0.05; 20,000.</summary>
    public static string Tick(double value) => Finite(
        value, v => v.ToString("#,0.######", CultureInfo.InvariantCulture).Replace('-', Minus));

    public static string Fixed(double value, int decimals) => Finite(value, v =>
    {
        string text = v.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // A rounded negative is no "-0.0".
        return text.AsSpan().TrimStart('-').IndexOfAnyExcept("0.,") < 0 ? text.TrimStart('-') : text.Replace('-', Minus);
    });

    public static string Significant(double value, int digits)
    {
        if (value == 0)
        {
            return "0";
        }

        // The rounded number decides how many decimals are left: 0.9996 is 1.00, not 1.000.
        string scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int mark = scientific.IndexOf('E');
        int exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is < -6 or > 14
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture).Replace('-', Minus)
            : Fixed(double.Parse(scientific, CultureInfo.InvariantCulture), Math.Max(0, digits - 1 - exponent));
    }

    public static string Seconds(double seconds) => Finite(seconds, v => v switch
    {
        <= 0 => "0" + Space + "s",
        < 9.95e-4 => Significant(v * 1e6, 2) + Space + "µs",
        < 0.9995 => Significant(v * 1e3, v < 0.1 ? 2 : 3) + Space + "ms",
        < 99.95 => Significant(v, v < 10 ? 2 : 3) + Space + "s",
        < 5970 => Significant(v / 60, 2) + Space + "min",
        _ => Significant(v / 3600, 2) + Space + "h",
    });

    /// <summary>Without needless decimals, for ticks: "1 s", "30 s", "1.5 min".</summary>
    public static string ShortSeconds(double seconds) => Seconds(seconds).Replace(".0" + Space, Space.ToString(), StringComparison.Ordinal);

    /// <summary>Seconds a row as microseconds.</summary>
    public static string MicrosPerRow(double seconds) => Finite(seconds, v => v is > 0 and < 1e-8 ? "<0.01" + Space + "µs" : Significant(v * 1e6, 2) + Space + "µs");

    public static string Bytes(double bytes) => Finite(bytes, v => v switch
    {
        < 1024 => Count(v) + Space + "B",
        < 1024 * 1023.5 => Significant(v / 1024, 3) + Space + "KiB",
        < 1024 * 1024 * 1023.5 => Significant(v / (1024 * 1024), 3) + Space + "MiB",
        _ => Significant(v / (1024 * 1024 * 1024), 3) + Space + "GiB",
    });

    /// <summary>How many times the cheapest: "1×", "1.4×", "32×".</summary>
    public static string Times(double ratio) =>
        Finite(ratio, v => (v < 9.95 ? Fixed(v, 1) is "1.0" ? "1" : Fixed(v, 1) : Significant(v, 2)) + "×");

    /// <summary>"0.041", "&lt;0.001".</summary>
    public static string Probability(double p) => Finite(p, v => v < 0.001 ? "<0.001" : Fixed(v, 3));

    /// <summary>For sorting by script: seven digits, which no reader sees, or nothing.</summary>
    public static string Raw(double value) => double.IsFinite(value) ? value.ToString("G7", CultureInfo.InvariantCulture) : "";

    public static string Plural(int count, string one, string? many = null) =>
        Count(count) + Space + (count == 1 ? one : many ?? one + "s");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };

    private static string Finite(double value, Func<double, string> format) => double.IsFinite(value) ? format(value) : Nothing;
}
