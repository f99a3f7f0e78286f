using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCompare.MLNet.Trainers;

/// <summary>Passes over a view, with the predictions beside it.</summary>
internal sealed class ScoredCursor(DataViewSchema schema, DataViewRowCursor passing, BlockScores? scores, ModelOutput output, int[] active) : DataViewRowCursor
{
    public override long Position => passing.Position;

    public override long Batch => passing.Batch;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        bool more = passing.MoveNext();
        if (more)
        {
            scores?.MoveNext();
        }

        return more;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => passing.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Index < passing.Schema.Count
        ? passing.GetGetter<TValue>(passing.Schema[column.Index])
        : output.Getter(column.Name, () => scores!.Current) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column {column.Name} holds {column.Type}, not {typeof(TValue).Name}.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            passing.Dispose();
            scores?.Dispose();
        }

        base.Dispose(disposing);
    }
}
