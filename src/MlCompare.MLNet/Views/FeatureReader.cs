using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Takes the features of one row after the other and gives them as tables, as often as it is asked to.</summary>
/// <param name="rows">Rows of a table, to make room for; 0 when that is not known.</param>
internal sealed class FeatureReader(FeatureSource source, DataViewSchema schema, int rows)
{
    private readonly ColumnBuilder[] builders = [.. source.In(schema).Select(column => ColumnBuilder.For(column, rows))];

    /// <summary>Reads from this row from now on.</summary>
    public void Bind(DataViewRow row)
    {
        foreach (ColumnBuilder builder in builders)
        {
            builder.Bind(row);
        }
    }

    /// <summary>Takes the row as it is now.</summary>
    public void Append()
    {
        foreach (ColumnBuilder builder in builders)
        {
            builder.Append();
        }
    }

    /// <summary>The table of the rows since the last one.</summary>
    public FeatureTable Finish()
    {
        List<Column> columns = [];
        for (int j = 0; j < builders.Length; j++)
        {
            columns.AddRange(builders[j].Finish(source.Shapes is { } shapes ? shapes[j].Kind == FeatureKind.Text : null));
        }

        return new FeatureTable(columns is [TextColumn] ? Modality.Text : Modality.Tabular, columns);
    }
}
