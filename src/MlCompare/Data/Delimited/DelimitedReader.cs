using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Data.Delimited;

/// <summary>One file of a table, and whether its rows are the official test part.</summary>
public sealed record TablePart(InputFile File, bool Test = false);

/// <summary>Reads delimited text into columns of cells, in one pass and with bounded memory beyond the cells themselves.</summary>
public static partial class DelimitedReader
{
    /// <summary>Reads the files one below the other; all must have the same columns.</summary>
    /// <param name="schema">
    /// What the table will be made into: columns that are categorical, ordinal or text keep the spelling of their cells, numbers that will
    /// be features are kept in single precision. Null: unknown; numbers keep all their digits.
    /// </param>
    /// <exception cref="InputException">
    /// A file is absent, damaged, empty, no text, its rows do not fit its columns, or they take more memory than the format allows.
    /// </exception>
    public static RawTable Read(IReadOnlyList<TablePart> parts, DelimitedFormat format, TableSchema? schema = null)
    {
        HashSet<string> spelled = new(schema?.SpelledOut ?? [], StringComparer.OrdinalIgnoreCase);
        List<string> remarks = [];
        while (true)
        {
            RawTable table = new(format, remarks, schema);
            if (!parts.All(part => TryAppend(table, part, format, spelled)))
            {
                remarks.Add("The quotes do not enclose fields and were taken for text.");
                format = format with { Quoting = Quoting.None };
                continue;
            }

            // A column of many distinct numbers that holds a word further down has lost the spelling of the numbers: read again.
            string[] again = [.. table.Columns.Where(column => column.LostSpelling).Select(column => column.Name)];
            if (again.Length == 0)
            {
                return table.Complete();
            }

            spelled.UnionWith(again);
        }
    }

    /// <summary>False when the quotes turn out to be text: then the files must be read again.</summary>
    private static bool TryAppend(RawTable table, TablePart part, DelimitedFormat format, HashSet<string> spelled)
    {
        string file = part.File.Name;
        using TextProbe probe = TextProbe.Open(part.File, format.Encoding);
        if (OtherText().Match(Encoding.Latin1.GetString(probe.Head, 0, Math.Min(1024, probe.Head.Length))) is { Success: true } other)
        {
            string kind = other.Groups["arff"].Success ? "an ARFF file" : other.Groups["json"].Success ? "JSON" : "an HTML page";
            throw new InputException($"this is {kind}, not delimited text", file, "save the table as csv");
        }

        Dialect dialect = Dialect.Infer(probe, table.Rows > 0 ? format with { Delimiter = table.Dialect!.Delimiter } : format);
        bool mayBeText = format.Quoting is null && dialect.Delimiter == '\t';
        CsvMalformedRecord? open = null;
        bool textAfterQuote = false;
        CsvReaderOptions options = dialect.Options(format) with
        {
            OnMalformedRecord = record =>
            {
                open = record.Reason == CsvMalformedReason.UnterminatedQuote ? record : open;
                textAfterQuote |= record.Reason == CsvMalformedReason.TextAfterClosingQuote;
            },
        };
        using RecordReader reader = new(CsvReader.Create(probe.Stream, options), dialect);
        try
        {
            if (!reader.Read())
            {
                throw new InputException("the file is empty", file, "give a file with rows");
            }

            bool more = true;
            table.BeginPart(part, dialect, Names(reader, dialect, format, file), spelled);
            if (dialect.Header)
            {
                more = reader.Read();
            }

            for (; more && open is null; more = reader.Read())
            {
                if (mayBeText && (textAfterQuote || reader.LooksLikeSeveralRecords()))
                {
                    return false;
                }

                if (reader.FieldCount != table.Columns.Count)
                {
                    throw Ragged(reader, table.Columns.Count, dialect, file);
                }

                table.Add(reader);
            }
        }
        catch (CsvFormatException error)
        {
            throw new InputException(
                $"the line or quoted field that begins here is longer than {format.MaxRecordBytes >> 20} MiB",
                $"{file}, row {Math.Max(error.LineNumber, 1)}", QuoteRemedy("check the line ends and close every quote"));
        }

        return open is not { } never
            ? true
            : throw new InputException("a quote is opened in this row and never closed", $"{file}, row {never.LineNumber}", QuoteRemedy("close it"));
    }

    private static string QuoteRemedy(string remedy) => $"{remedy}, or say that quotes are text (\"quoting\": \"none\" in a schema)";

    private static string[] Names(RecordReader reader, Dialect dialect, DelimitedFormat format, string file)
    {
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(i => $"column {i + 1}")];
        if (!dialect.Header && format.Columns.IsEmpty)
        {
            return names;
        }

        if (!format.Columns.IsEmpty)
        {
            return format.Columns.Length == names.Length
                ? [.. format.Columns]
                : throw new InputException($"{format.Columns.Length} columns are named but the row has {names.Length} fields",
                    $"{file}, row {reader.Line}", "name one column for each field, or check the delimiter");
        }

        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string name = reader.Text(i).Trim();
            names[i] = name.Length > 0 ? name : names[i];
            if (!seen.TryAdd(names[i], i))
            {
                throw new InputException($"the columns {seen[names[i]] + 1} and {i + 1} are both named '{names[i]}'",
                    $"{file}, row {reader.Line}, column '{names[i]}'", "rename one of them");
            }
        }

        return names;
    }

    private static InputException Ragged(RecordReader reader, int expected, Dialect dialect, string file) =>
        new InputException($"{expected} fields were expected, {reader.FieldCount} found (delimiter {dialect.DelimiterName})",
            $"{file}, row {reader.Line}", "mend the row, quote fields that hold the delimiter, or name the right delimiter in a schema");

    /// <summary>The beginning of files that people name .csv by mistake.</summary>
    [GeneratedRegex(@"^(\s|%.*\n)*((?<arff>@relation\s)|(?<json>(\[\s*)?\{\s*""|\[\s*\[)|<!doctype html|<html)", RegexOptions.IgnoreCase)]
    private static partial Regex OtherText();
}
