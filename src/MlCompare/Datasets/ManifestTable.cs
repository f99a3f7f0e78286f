using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Datasets;

/// <summary>A file of a manifest, opened.</summary>
internal sealed record ManifestInput(ManifestFile File, InputFile Data)
{
    public bool IsTest => File.Part == FilePart.Test;

    public TablePart TablePart { get; } = new(Data, File.Part == FilePart.Test);
}

/// <summary>Reads tables as the manifest says; nothing is left to inference but an unnamed delimiter.</summary>
internal static class ManifestTable
{
    public static Dataset Read(DatasetManifest manifest, ManifestFormat format, ManifestInput[] inputs, Provenance provenance)
    {
        TableSchema schema = Schema(manifest, format);
        RawTable table = DelimitedReader.Read([.. inputs.Select(input => input.TablePart)], Format(format), schema);
        Dataset dataset = TableBuilder.Build(table, Kinds(table, schema, format), manifest.Id, manifest.Title, provenance);
        Column[] added = [.. Added(table, inputs)];
        return added.Length == 0 ? dataset : new Dataset(
            dataset.Id, dataset.Title, new FeatureTable(dataset.Modality, [.. dataset.Features.Columns, .. added]), dataset.Labels, provenance)
        {
            OfficialTestRows = dataset.OfficialTestRows,
            Remarks = dataset.Remarks,
        };
    }

    /// <summary>The cells alone.</summary>
    public static RawTable Cells(ManifestFormat format, ManifestInput[] inputs) =>
        DelimitedReader.Read([.. inputs.Select(input => input.TablePart)], Format(format));

    private static DelimitedFormat Format(ManifestFormat format) => new()
    {
        Delimiter = format.Delimiter?[0],
        Header = format.Header,
        Quoting = format.Quoting ?? Quoting.Rfc4180,
        Encoding = format.Encoding,
        Missing = ["", .. format.Missing ?? []],
        Columns = [.. format.Columns ?? []],
    };

    private static TableSchema Schema(DatasetManifest manifest, ManifestFormat format)
    {
        Dictionary<string, ColumnKind> kinds = new(StringComparer.Ordinal);
        Set(kinds, format.Categorical, ColumnKind.Categorical);
        Set(kinds, format.Ordinal?.Keys, ColumnKind.Ordinal);
        Set(kinds, format.Text, ColumnKind.Text);
        Set(kinds, format.Ignore, ColumnKind.Ignore);
        return new TableSchema
        {
            Label = format.Label,
            Task = manifest.Task,
            Columns = kinds,
            Levels = (format.Ordinal ?? new Dictionary<string, IReadOnlyList<string>>())
                .ToDictionary(pair => pair.Key, pair => (ImmutableArray<string>)[.. pair.Value]),
            LabelSuffix = format.LabelSuffix ?? "",
        };
    }

    /// <summary>Columns that the manifest does not speak of are numbers, constant ones too.</summary>
    private static TableSchema Kinds(RawTable table, TableSchema schema, ManifestFormat format) => schema with
    {
        Columns = table.Columns.Where(column => column.Name != format.Label)
            .ToDictionary(column => column.Name, column => schema.KindOf(column.Name) ?? ColumnKind.Numeric),
    };

    private static void Set(Dictionary<string, ColumnKind> kinds, IEnumerable<string>? columns, ColumnKind kind)
    {
        foreach (string column in columns ?? [])
        {
            kinds[column] = kind;
        }
    }

    private static IEnumerable<Column> Added(RawTable table, ManifestInput[] inputs)
    {
        foreach (string name in inputs.SelectMany(input => input.File.Add?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string[] values = [.. inputs.Select(input => input.File.Add![name])];
            ImmutableArray<string> levels = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            Dictionary<TablePart, int> codes = inputs.Zip(values).ToDictionary(pair => pair.First.TablePart, pair => levels.IndexOf(pair.Second));
            yield return new CategoricalColumn(name, [.. Enumerable.Range(0, table.Rows).Select(row => codes[table.PartOf(row)])], levels);
        }
    }
}
