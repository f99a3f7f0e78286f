using System.Collections.Immutable;
using System.Globalization;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>Turns option texts into values, with one clear line when it cannot.</summary>
internal static class Parsing
{
    /// <summary>"250,1000,max": ascending row numbers; max (stored as 0) comes last.</summary>
    public static ImmutableArray<int> Sizes(string text)
    {
        List<int> sizes = [];
        bool max = false;
        foreach (string part in Split(text))
        {
            if (part == "max")
            {
                max = true;
            }
            else if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0)
            {
                sizes.Add(size);
            }
            else
            {
                throw new InputException($"'{part}' is no number of rows", "--sizes", "write for example --sizes 250,1000,4000,max");
            }
        }

        if (sizes.Count == 0 && !max)
        {
            throw new InputException("no size is named", "--sizes", "write for example --sizes 250,1000,4000,max");
        }

        IEnumerable<int> ascending = sizes.Distinct().Order();
        return [.. max ? ascending.Append(0) : ascending];
    }

    /// <summary>"0,0.1,0.2": ascending levels; 0 is added when it is not there, because every noise curve starts at it.</summary>
    public static ImmutableArray<double> Noise(string text)
    {
        SortedSet<double> levels = [0];
        foreach (string part in Split(text))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double level) || !(level >= 0 && level <= 100))
            {
                throw new InputException($"'{part}' is no noise level", "--noise", "write for example --noise 0,0.1,0.2,0.4");
            }

            levels.Add(level);
        }

        return [.. levels];
    }

    /// <summary>"90s", "10m", "1.5h" or plain seconds.</summary>
    public static double Duration(string text, string option = "--time-limit")
    {
        (string number, double unit) = text.Length == 0 ? ("", 1) : text[^1] switch
        {
            's' => (text[..^1], 1),
            'm' => (text[..^1], 60),
            'h' => (text[..^1], 3600),
            _ => (text, 1.0),
        };
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value * unit <= StudyValidation.LongestTimeLimit
            ? value * unit
            : throw new InputException($"'{text}' is no duration up to 30 days", option, $"write for example {option} 10m");
    }

    /// <summary>"4GiB", "500MiB" or "8G", in bytes; null when nothing was said.</summary>
    public static long? Memory(string? text, string where = "--memory") => text is null ? null
        : MemorySize.Parse(text) ?? throw new InputException($"'{text}' is no amount of memory", where, $"write for example {where} 4GiB");

    internal static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
