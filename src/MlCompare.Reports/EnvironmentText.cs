using System.Globalization;

namespace MlCompare.Reports;

/// <summary>What a header says of the machine, in words.</summary>
internal static class EnvironmentText
{
    private const string InBytes = "Bytes";

    /// <summary>"operatingSystem" → "Operating system".</summary>
    public static string Label(string name) => Words.Capital(string.Concat(
        (name.EndsWith(InBytes, StringComparison.Ordinal) ? name[..^InBytes.Length] : name).Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString())));

    public static string Value(string name, string value) =>
        name.EndsWith(InBytes, StringComparison.Ordinal) && double.TryParse(value, CultureInfo.InvariantCulture, out double bytes) ? Show.Bytes(bytes) : value;
}
