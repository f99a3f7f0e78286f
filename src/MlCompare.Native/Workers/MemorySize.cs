using System.Globalization;

namespace MlCompare.Native.Workers;

/// <summary>Amounts of memory as people write them: 4GiB, 500MiB, 8G (as in Slurm, a power of two).</summary>
public static class MemorySize
{
    private static readonly (string Name, long Bytes)[] Units = [("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10)];

    /// <summary>Bytes; null when the text is no amount.</summary>
    public static long? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        string unit = text[digits..].Trim();
        long? factor = Units.Where(known => known.Name.Equals(unit, StringComparison.OrdinalIgnoreCase) || (unit.Length == 1 && char.ToUpperInvariant(unit[0]) == known.Name[0]))
            .Select(known => (long?)known.Bytes).FirstOrDefault();
        return factor is long bytes && double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number > 0 && number * bytes < long.MaxValue
            ? (long)(number * bytes)
            : null;
    }

    /// <summary>In the largest unit of which there is one at least, such as "4 GiB".</summary>
    public static string Text(long bytes)
    {
        (string name, long unit) = Units.FirstOrDefault(known => bytes >= known.Bytes, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / unit:0.##} {name}");
    }
}
