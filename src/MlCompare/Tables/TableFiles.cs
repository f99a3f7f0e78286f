using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>
/// Writes every table of a study as csv and as JSON. Numbers are in the invariant culture with all their digits; what is not a finite number is
/// an empty cell, in JSON null. Texts of a csv cell that a spreadsheet would take for a formula get an apostrophe before them.
/// </summary>
public static class TableFiles
{
    public const string Folder = "tables";

    private static readonly CsvWriterOptions Options = new()
    {
        FormatProvider = CultureInfo.InvariantCulture,
        Injection = CsvInjection.Escape,
        NewLine = "\n",
    };

    public static IReadOnlyCollection<IResultTable> All { get; } = Catalog.Scan<IResultTable>(typeof(IResultTable).Assembly).All;

    /// <summary>Writes into <paramref name="folder"/>/tables, over what is there; returns the files.</summary>
    public static IReadOnlyList<string> Write(StudyResults results, string folder)
    {
        string target = Path.GetFullPath(Path.Combine(folder, Folder));
        Directory.CreateDirectory(target);
        List<string> files = [];
        Analyses analyses = new(results);
        foreach (IResultTable table in All)
        {
            IReadOnlyList<string> columns = table.Columns(results);
            object?[][] rows = [.. table.Rows(analyses)];
            string path = Path.Combine(target, table.Id);
            File.WriteAllText(path + ".csv", Csv(columns, rows));
            File.WriteAllBytes(path + ".json", Json(columns, rows));
            files.AddRange([path + ".csv", path + ".json"]);
        }

        return files;
    }

    /// <summary>RFC 4180 with a header and \n between lines.</summary>
    internal static string Csv(IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        StringWriter text = new(new StringBuilder(), CultureInfo.InvariantCulture);
        using (CsvWriter csv = CsvWriter.Create(text, Options))
        {
            foreach (object?[] row in (IEnumerable<object?[]>)[[.. columns], .. rows])
            {
                foreach (object? value in row)
                {
                    csv.WriteField(Finite(value));
                }

                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    private static byte[] Json(IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (object?[] row in rows)
            {
                json.WriteStartObject();
                foreach ((string column, object? value) in columns.Zip(row))
                {
                    json.WritePropertyName(column);
                    JsonSerializer.Serialize(json, Finite(value));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    private static object? Finite(object? value) => value is double number && !double.IsFinite(number) ? null : value;
}
