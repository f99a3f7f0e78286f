using Microsoft.Data.Analysis;
using MlCompare.Statistics;
using MlCompare.Tables;

namespace MlCompare.MLNet.Comparing;

/// <summary>The tables of a study, as <c>mlcompare report --tables</c> writes them, as data frames.</summary>
internal static class ResultFrames
{
    public static DataFrame Of(IResultTable table, Analyses analyses)
    {
        object?[][] rows = [.. table.Rows(analyses)];
        return new DataFrame(table.Columns(analyses.Results).Select((name, column) => Column(name, [.. rows.Select(row => row[column])])));
    }

    /// <summary>What is no finite number is null, as in the files.</summary>
    private static DataFrameColumn Column(string name, object?[] values) => values.FirstOrDefault(value => value is not null) switch
    {
        bool => new BooleanDataFrameColumn(name, values.Select(value => (bool?)value)),
        int or long => new Int64DataFrameColumn(name, values.Select(value => value is null ? (long?)null : Convert.ToInt64(value))),
        double => new DoubleDataFrameColumn(name, values.Select(value => value is double number && double.IsFinite(number) ? number : (double?)null)),
        _ => new StringDataFrameColumn(name, values.Select(value => (string?)value)),
    };
}
