using System.Globalization;

namespace MlCompare.Data.Tables;

/// <summary>Recognises dates by their spelling and expands a column of them into numbers.</summary>
internal static class DateCells
{
    /// <summary>Families of spellings; one of them must explain a whole column.</summary>
    private static readonly string[][] Families =
    [
        [.. WithTimes("yyyy-M-d", " ", "'T'")],
        [.. WithTimes("yyyy/M/d", " ")],
        [.. WithTimes("d.M.yyyy", " ")],
        [.. WithTimes("d-MMM-yyyy", " "), .. WithTimes("d MMM yyyy", " "), .. WithTimes("d MMMM yyyy", " ")],
        [.. WithTimes("MMM d, yyyy", " "), .. WithTimes("MMMM d, yyyy", " ")],
    ];

    private static readonly string[] MonthFirst = [.. WithTimes("M/d/yyyy", " ")];
    private static readonly string[] DayFirst = [.. WithTimes("d/M/yyyy", " ")];

    /// <summary>The dates of the spellings; null when they are none, or when day and month cannot be told apart.</summary>
    public static DateTime[]? Parse(IReadOnlyList<string> spellings, out bool ambiguous)
    {
        ambiguous = false;
        if (spellings.Count == 0 || !spellings[0].AsSpan().ContainsAnyInRange('0', '9') || spellings[0].Length is < 8 or > 40)
        {
            return null;
        }

        foreach (string[] family in Families)
        {
            if (TryAll(spellings, family) is { } dates)
            {
                return dates;
            }
        }

        DateTime[]? month = TryAll(spellings, MonthFirst);
        DateTime[]? day = TryAll(spellings, DayFirst);
        ambiguous = month is not null && day is not null && !month.SequenceEqual(day);
        return ambiguous ? null : month ?? day;
    }

    /// <summary>The date of one cell in any known spelling, month first where both can be meant.</summary>
    public static DateTime? ParseOne(string text) =>
        Families.Append(MonthFirst).Append(DayFirst).Select(family => TryAll([text], family)?[0]).FirstOrDefault(date => date is not null);

    /// <summary>
    /// Columns name.days (since 1970-01-01), .year, .month (1–12), .day (1–31), .weekday (1 = Monday … 7) and, when any cell has a
    /// time of day, .hour (with minutes as a fraction).
    /// </summary>
    public static IEnumerable<NumericColumn> Expand(string name, DateTime?[] dates)
    {
        yield return Make("days", date => (float)Math.Floor((date - DateTime.UnixEpoch).TotalDays));
        yield return Make("year", date => date.Year);
        yield return Make("month", date => date.Month);
        yield return Make("day", date => date.Day);
        yield return Make("weekday", date => (((int)date.DayOfWeek) + 6) % 7 + 1);
        if (Array.Exists(dates, date => date is { TimeOfDay.Ticks: > 0 }))
        {
            yield return Make("hour", date => (float)date.TimeOfDay.TotalHours);
        }

        NumericColumn Make(string part, Func<DateTime, float> value) => new(
            $"{name}.{part}", Array.ConvertAll(dates, date => date is { } known ? value(known) : float.NaN));
    }

    private static DateTime[]? TryAll(IReadOnlyList<string> spellings, string[] formats)
    {
        DateTime[] dates = new DateTime[spellings.Count];
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        for (int i = 0; i < dates.Length; i++)
        {
            if (!DateTime.TryParseExact(spellings[i], formats, CultureInfo.InvariantCulture, Styles, out dates[i]))
            {
                return null;
            }
        }

        return dates;
    }

    private static IEnumerable<string> WithTimes(string day, params string[] joints)
    {
        yield return day;
        foreach (string joint in joints)
        {
            foreach (string time in (string[])["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"])
            {
                yield return $"{day}{joint}{time}";
                yield return $"{day}{joint}{time}K";
            }
        }
    }
}
