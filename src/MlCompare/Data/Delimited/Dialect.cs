using System.Collections.Immutable;
using CsvHelper;

namespace MlCompare.Data.Delimited;

/// <summary>The format of one file with nothing left open.</summary>
internal sealed record Dialect(char Delimiter, bool Header, Quoting Quoting, TextEncoding Encoding)
{
    private const int RowsLookedAt = 100;

    private static readonly char[] Candidates = [',', ';', '\t', '|', ' '];

    /// <summary>Fills in what the format leaves open from the first rows.</summary>
    public static Dialect Infer(TextProbe probe, DelimitedFormat format)
    {
        char delimiter = format.Delimiter ?? BestDelimiter(probe, format);
        Dialect dialect = new(delimiter, false, format.Quoting ?? Quoting.Rfc4180, probe.Encoding);
        bool header = format.Header ?? (format.Columns.IsEmpty && LooksLikeHeader(dialect.Head(probe, format), format.Missing));
        return dialect with { Header = header };
    }

    public CsvReaderOptions Options(DelimitedFormat format) => new()
    {
        Separator = Delimiter,
        HasHeader = false,
        Mode = Quoting == Quoting.Rfc4180 ? CsvMode.Rfc4180 : CsvMode.NoEscape,
        TrimWhitespace = format.Trim && Delimiter != ' ',
        WhitespaceCharacters = Delimiter == '\t' ? " " : " \t",
        CommentPrefix = format.Comment,
        TrackLineNumbers = true,
        MaxRecordSize = format.MaxRecordBytes,
        Encoding = Encoding == TextEncoding.Latin1 ? System.Text.Encoding.Latin1 : null,
        DetectSeparatorHint = false,
    };

    /// <summary>"tab", "blank" or the character in quotes.</summary>
    public string DelimiterName => Delimiter switch { '\t' => "tab", ' ' => "runs of blanks", _ => $"'{Delimiter}'" };

    private static char BestDelimiter(TextProbe probe, DelimitedFormat format)
    {
        char best = ',';
        double bestScore = 0;
        foreach (char candidate in Candidates.Where(candidate => candidate != format.Comment))
        {
            List<string[]> rows = new Dialect(candidate, false, format.Quoting ?? Quoting.Rfc4180, probe.Encoding).Head(probe, format);
            if (rows.Count == 0)
            {
                continue;
            }

            IGrouping<int, string[]> mode = rows.GroupBy(row => row.Length).MaxBy(group => group.Count())!;
            double score = mode.Key < 2 ? 0 : (double)mode.Count() / rows.Count;

            // A blank also stands between the words of any text, so it must explain every row, as no other delimiter does.
            if (score > bestScore && (candidate != ' ' || (score >= 1 && bestScore < 0.5)))
            {
                best = candidate;
                bestScore = score;
            }
        }

        return best;
    }

    /// <summary>The first rows as text; the last one is left out when the head may cut it.</summary>
    private List<string[]> Head(TextProbe probe, DelimitedFormat format)
    {
        List<string[]> rows = [];
        using RecordReader reader = new(CsvReader.Create(probe.Head, Options(format with { MaxRecordBytes = int.MaxValue })), this);
        while (rows.Count <= RowsLookedAt && reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.Text)]);
        }

        if (rows.Count > 1 && (!probe.Whole || rows.Count > RowsLookedAt))
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return rows;
    }

    /// <summary>
    /// A header has no number, and the rows below differ from it: it names a column of numbers, or all names are there, distinct, short and do
    /// not occur again in their own columns. The first name may be missing: so tables are written with their row numbers in front.
    /// </summary>
    private static bool LooksLikeHeader(List<string[]> rows, ImmutableArray<string> missing)
    {
        if (rows.Count < 2)
        {
            return rows.Count == 1 && !rows[0].Any(IsNumber);
        }

        string[] first = rows[0];
        if (first.Any(IsNumber))
        {
            return false;
        }

        string[][] below = [.. rows.Skip(1).Where(row => row.Length == first.Length)];
        int[] numeric = [.. Enumerable.Range(0, first.Length).Where(column =>
            below.Any(row => IsNumber(row[column])) && below.All(row => IsNumber(row[column]) || IsMissing(row[column])))];
        if (first.Skip(1).Any(IsMissing))
        {
            // A row of data has a number there, or nothing.
            return numeric.Any(column => !IsMissing(first[column]));
        }

        bool repeats = Enumerable.Range(0, first.Length).Any(column => below.Any(row => row[column] == first[column]));
        bool distinct = first.Distinct(StringComparer.Ordinal).Count() == first.Length;
        return numeric.Length > 0 || (distinct && !repeats && first.All(name => name.Length <= 64));

        bool IsMissing(string text) => missing.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsNumber(string text) => double.TryParse(
        text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}
