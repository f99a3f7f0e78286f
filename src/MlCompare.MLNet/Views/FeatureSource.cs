using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Which columns of a view are features, and what they were when a model was fitted.</summary>
/// <param name="Columns">Names, in this order.</param>
/// <param name="Shapes">One a column; null before anything was read.</param>
internal sealed record FeatureSource(string[] Columns, FeatureShape[]? Shapes)
{
    /// <summary>The column that pipelines of ML.NET gather their features in.</summary>
    private const string Usual = "Features";

    /// <param name="named">Names of the features; empty for the column <c>Features</c> or, where there is none, all columns but the label.</param>
    public static FeatureSource Of(DataViewSchema schema, string[] named, string? label)
    {
        string[] columns = Names([.. schema.Where(column => !column.IsHidden).Select(column => column.Name)], named, label);
        return new FeatureSource([.. columns.Select(name => Find(schema, name).Name)], null);
    }

    /// <summary>The check that a pipeline makes before any of its steps is fitted.</summary>
    /// <exception cref="InputException">A column is missing or of a type that no learner takes.</exception>
    public static void Check(SchemaShape shape, string[] named, string label)
    {
        Dictionary<string, SchemaShape.Column> columns = [];
        foreach (SchemaShape.Column column in shape)
        {
            columns[column.Name] = column;
        }

        foreach (string name in Names([.. columns.Keys], named, label))
        {
            SchemaShape.Column column = columns.TryGetValue(name, out SchemaShape.Column found) ? found : throw Absent(name, columns.Keys);
            bool isNumber = column.ItemType is NumberDataViewType or BooleanDataViewType && !column.IsKey;
            if (!(column.Kind == SchemaShape.Column.VectorKind.Scalar ? isNumber || column.IsKey || column.ItemType is TextDataViewType
                : column.Kind == SchemaShape.Column.VectorKind.Vector && isNumber))
            {
                string kind = column.Kind == SchemaShape.Column.VectorKind.Scalar ? "" : column.Kind == SchemaShape.Column.VectorKind.Vector ? "a vector of " : "a vector of changing length of ";
                throw ColumnBuilder.Unusable(name, $"{kind}{column.ItemType}");
            }
        }
    }

    /// <exception cref="InputException">A column is missing, or of another kind than when the model was fitted.</exception>
    public DataViewSchema.Column[] In(DataViewSchema schema)
    {
        DataViewSchema.Column[] found = [.. Columns.Select(name => Find(schema, name))];
        for (int j = 0; j < found.Length && Shapes is not null; j++)
        {
            if (!Shapes[j].Takes(found[j].Type))
            {
                throw new InputException($"is of type {found[j].Type}, and the model was fitted on {Shapes[j]}", $"column {Columns[j]}", "give the columns of the training rows");
            }
        }

        return found;
    }

    public static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) ?? throw Absent(name, schema.Where(column => !column.IsHidden).Select(column => column.Name));

    public static InputException Absent(string name, IEnumerable<string> columns) =>
        new("there is no such column", $"column {name}", $"use one of: {string.Join(", ", columns)}");

    private static string[] Names(string[] there, string[] named, string? label) =>
        named.Length > 0 ? named : there.Contains(Usual) ? [Usual] : [.. there.Distinct().Where(name => name != label)];
}
