using Microsoft.Data.Analysis;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Data sets as data frames.</summary>
internal static class DatasetFrame
{
    public static DataFrame Of(Dataset dataset)
    {
        Labels labels = dataset.Labels;
        DataFrameColumn target = labels.Task == TaskKind.Regression
            ? new DoubleDataFrameColumn("Label", labels.Values)
            : new StringDataFrameColumn("Label", labels.Classes.Select(code => labels.ClassNames[code]));
        return new DataFrame([.. dataset.Features.Columns.Select(Of), target]);
    }

    private static DataFrameColumn Of(Column column) => column switch
    {
        NumericColumn numbers => new SingleDataFrameColumn(column.Name, numbers.Values.Select(value => float.IsNaN(value) ? (float?)null : value)),
        CategoricalColumn category => new StringDataFrameColumn(column.Name, category.Codes.Select(code => code < 0 ? null : category.Levels[code])),
        TextColumn texts => new StringDataFrameColumn(column.Name, texts.Values),
        _ => throw new InputException("images and sounds have no place in a cell", $"column {column.Name}", "take ToDataView, which has vectors"),
    };
}
