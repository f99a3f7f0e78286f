using Microsoft.ML;

namespace MlCompare.MLNet.Trainers;

/// <summary>A view with the columns of a model behind its own; predicted in blocks while a cursor passes.</summary>
internal sealed class ScoredView(IDataView input, MlCompareTransformer model) : IDataView
{
    public DataViewSchema Schema { get; } = model.Output.After(input.Schema);

    /// <summary>Rows are predicted in blocks ahead of the cursor, which needs two passes in the same order.</summary>
    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        int own = input.Schema.Count;
        DataViewRowCursor passing = input.GetRowCursor(needed.Where(column => column.Index < own).Select(column => input.Schema[column.Index]));
        BlockScores? scores = needed.Any(column => column.Index >= own) ? new BlockScores(input, model) : null;
        return new ScoredCursor(Schema, passing, scores, model.Output, [.. needed.Select(column => column.Index)]);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];
}
