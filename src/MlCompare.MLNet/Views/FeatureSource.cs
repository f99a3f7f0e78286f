using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Which columns of a view are features, and which of them are texts.</summary>
/// <param name="Columns">Names, in this order.</param>
/// <param name="Texts">Names of those whose words are texts and not categories; null before that is known.</param>
internal sealed record FeatureSource(string[] Columns, string[]? Texts)
{
    /// <summary>The column that pipelines of ML.NET gather their features in.</summary>
    public const string Usual = "Features";

    /// <param name="named">Names of the features; empty for the column <c>Features</c> or, where there is none, all columns but the label.</param>
    public static FeatureSource Of(DataViewSchema schema, string[] named, string? label)
    {
        string[] columns = named.Length > 0 ? named
            : schema.GetColumnOrNull(Usual) is not null ? [Usual]
            : [.. schema.Where(column => !column.IsHidden && column.Name != label).Select(column => column.Name)];
        return new FeatureSource([.. columns.Select(name => Find(schema, name).Name)], null);
    }

    public DataViewSchema.Column[] In(DataViewSchema schema) => [.. Columns.Select(name => Find(schema, name))];

    /// <summary>One builder a column.</summary>
    public ColumnBuilder[] Builders(DataViewSchema schema, int rows) => [.. In(schema).Select(column => ColumnBuilder.For(column, rows))];

    /// <summary>The table of what the builders took.</summary>
    public FeatureTable Finish(ColumnBuilder[] builders)
    {
        List<Column> columns = [];
        for (int j = 0; j < builders.Length; j++)
        {
            columns.AddRange(builders[j].Finish(Texts is null ? null : Texts.Contains(Columns[j])));
            builders[j] = null!;
        }

        return new FeatureTable(columns is [TextColumn] ? Modality.Text : Modality.Tabular, columns);
    }

    public static DataViewSchema.Column Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name) ?? throw new InputException(
        "there is no such column", $"column {name}", $"use one of: {string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => column.Name))}");
}
