using System.Collections.Immutable;
using System.Text.Json;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;

namespace MlCompare.Data.Tables;

/// <summary>
/// What a user knows of a table, as JSON: <c>{ "label", "task", "columns": { name: kind }, "levels": { name: […] }, "missing": […],
/// "delimiter", "header", "quoting", "encoding" }</c>; every key may be left out, unknown ones are errors.
/// </summary>
public sealed record SchemaFile(TableSchema Table, DelimitedFormat Format)
{
    private const string Keys = "label, task, columns, levels, missing, delimiter, header, quoting, encoding";

    public static readonly SchemaFile Empty = new(new TableSchema(), new DelimitedFormat());

    /// <exception cref="InputException">The file is absent, no JSON, or says something that does not exist.</exception>
    public static SchemaFile Read(InputFile file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file.ReadAll(1 << 24), new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            SchemaFile schema = Empty;
            foreach (JsonProperty property in Object(document.RootElement, file.Name))
            {
                schema = With(schema, property, $"{file.Name}, key '{property.Name}'");
            }

            return schema;
        }
        catch (JsonException error)
        {
            throw new InputException("this is no valid JSON", $"{file.Name}, row {error.LineNumber + 1}", "mend the schema");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json says of bytes that are no UTF-8, and of halves of surrogate pairs.
            throw new InputException("this is no valid JSON: a text in it is no Unicode", file.Name, "save the schema as UTF-8");
        }
    }

    /// <summary>"auto" (or null), "binary", "multiclass" or "regression".</summary>
    /// <exception cref="InputException">Another word.</exception>
    public static TaskKind? TaskOf(string? word, string where) => word switch
    {
        null or "auto" => null,
        "binary" => TaskKind.Binary,
        "multiclass" => TaskKind.Multiclass,
        "regression" => TaskKind.Regression,
        _ => throw new InputException($"there is no task '{word}'", where, "use one of: auto, binary, multiclass, regression"),
    };

    private static SchemaFile With(SchemaFile schema, JsonProperty property, string where)
    {
        JsonElement value = property.Value;
        return property.Name switch
        {
            "label" => schema with { Table = schema.Table with { Label = Text(value, where) } },
            "task" => schema with { Table = schema.Table with { Task = TaskOf(Text(value, where), where) } },
            "columns" => schema with { Table = schema.Table with { Columns = Object(value, where).ToDictionary(p => p.Name, p => Kind(p, where)) } },
            "levels" => schema with { Table = schema.Table with { Levels = Object(value, where).ToDictionary(p => p.Name, p => Texts(p.Value, where)) } },
            "missing" => schema with { Format = schema.Format with { Missing = Texts(value, where) } },
            "delimiter" => schema with { Format = schema.Format with { Delimiter = Delimiter(Text(value, where), where) } },
            "header" => schema with { Format = schema.Format with { Header = Flag(value, where) } },
            "quoting" => schema with { Format = schema.Format with { Quoting = Choice(Text(value, where), where, ("rfc4180", Quoting.Rfc4180), ("none", Quoting.None)) } },
            "encoding" => schema with { Format = schema.Format with { Encoding = Choice(Text(value, where), where, ("utf-8", TextEncoding.Utf8), ("latin-1", TextEncoding.Latin1)) } },
            _ => throw new InputException("there is no such key", where, $"use one of: {Keys}"),
        };
    }

    private static ColumnKind Kind(JsonProperty column, string where) => Choice(Text(column.Value, where), $"{where}, column '{column.Name}'",
        ("numeric", ColumnKind.Numeric), ("categorical", ColumnKind.Categorical), ("ordinal", ColumnKind.Ordinal),
        ("text", ColumnKind.Text), ("date", ColumnKind.Date), ("ignore", ColumnKind.Ignore));

    private static T Choice<T>(string word, string where, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        List<string> words = [];
        foreach ((string known, T value) in choices)
        {
            if (known == word)
            {
                return value;
            }

            words.Add(known);
        }

        throw new InputException($"there is no '{word}' here", where, $"use one of: {string.Join(", ", words)}");
    }

    private static char Delimiter(string text, string where) => text switch
    {
        "\\t" or "tab" => '\t',
        [var one] when char.IsAscii(one) && one is not ('"' or '\r' or '\n') => one,
        _ => throw new InputException($"'{text}' is no delimiter", where, "give one ASCII character, such as \";\" or \"\\t\"; a blank stands for runs of blanks"),
    };

    private static JsonElement.ObjectEnumerator Object(JsonElement value, string where) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject()
        : throw Wrong("an object { … }", where);

    private static string Text(JsonElement value, string where) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong("a text in quotes", where);

    private static bool Flag(JsonElement value, string where) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean()
        : throw Wrong("true or false", where);

    private static ImmutableArray<string> Texts(JsonElement value, string where) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => Text(item, where))]
        : throw Wrong("a list of texts [ … ]", where);

    private static InputException Wrong(string expected, string where) => new($"{expected} was expected", where, "mend the schema");
}
