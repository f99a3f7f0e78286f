using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.MLNet.Rows;

/// <summary>Stands on one encoded row after the other.</summary>
internal sealed class EncodedCursor(EncodedView view, int[] active) : DataViewRowCursor
{
    private int position = -1;

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => view.Schema;

    public override bool MoveNext()
    {
        if (position < view.Count)
        {
            position++;
        }

        return position < view.Count;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = column.Name == EncodedView.Features
            ? (ValueGetter<VBuffer<float>>)Features
            : view.Labels!.Task switch
            {
                TaskKind.Regression => (ValueGetter<float>)((ref float value) => value = Label),
                TaskKind.Binary => (ValueGetter<bool>)((ref bool value) => value = Label > 0),

                // Keys count from 1.
                _ => (ValueGetter<uint>)((ref uint value) => value = (uint)Label + 1),
            };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column {column.Name} holds {column.Type}, not {typeof(TValue).Name}.");
    }

    private float Label => view.Labels!.Values[view.Row(position)];

    private void Features(ref VBuffer<float> value)
    {
        DesignMatrix matrix = view.Matrix;
        int row = view.Row(position);
        ReadOnlySpan<float> dense = matrix.DenseRow(row);
        ReadOnlySpan<int> columns = matrix.Sparse is { } ? matrix.Sparse.Columns(row) : [];
        ReadOnlySpan<float> values = matrix.Sparse is { } ? matrix.Sparse.Values(row) : [];
        int filled = dense.Length + columns.Length;
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, matrix.Width, filled);
        dense.CopyTo(editor.Values);
        values.CopyTo(editor.Values[dense.Length..]);

        // A row that fills every slot is dense, and has no indices.
        for (int j = 0; j < dense.Length && filled < matrix.Width; j++)
        {
            editor.Indices[j] = j;
        }

        for (int j = 0; j < columns.Length && filled < matrix.Width; j++)
        {
            editor.Indices[dense.Length + j] = dense.Length + columns[j];
        }

        value = editor.Commit();
    }
}
