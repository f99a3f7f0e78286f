using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.MLNet.Rows;

/// <summary>
/// Encoded rows as ML.NET sees them: a vector <c>Features</c> and, when there is something to learn from, a <c>Label</c> that is a truth
/// value, a key or a number. Nothing is copied but the row that a cursor stands on.
/// </summary>
/// <param name="rows">The rows shown, in this order; null for all.</param>
internal sealed class EncodedView(DesignMatrix matrix, IReadOnlyList<int> levelSlots, EncodedLabels? labels, int[]? rows = null) : IDataView
{
    public const string Features = "Features", Label = "Label";

    public DataViewSchema Schema { get; } = MakeSchema(matrix.Width, levelSlots, labels);

    public bool CanShuffle => false;

    public DesignMatrix Matrix => matrix;

    public EncodedLabels? Labels => labels;

    public int Count => rows?.Length ?? matrix.Count;

    public int Row(int position) => rows?[position] ?? position;

    public long? GetRowCount() => Count;

    /// <summary>The same with some of the rows only.</summary>
    public EncodedView Select(int[] some) => Select(some, labels);

    public EncodedView Select(int[] some, EncodedLabels? others) => new(matrix, levelSlots, others, some);

    /// <summary>A row of the matrix with all its zeros.</summary>
    public void CopyRow(int row, Span<float> to)
    {
        to.Clear();
        matrix.DenseRow(row).CopyTo(to);
        for (int j = 0; matrix.Sparse is { } sparse && j < sparse.Columns(row).Length; j++)
        {
            to[matrix.DenseWidth + sparse.Columns(row)[j]] = sparse.Values(row)[j];
        }
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new EncodedCursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private static DataViewSchema MakeSchema(int width, IReadOnlyList<int> levelSlots, EncodedLabels? labels)
    {
        DataViewSchema.Annotations.Builder notes = new();
        if (levelSlots.Count > 0)
        {
            // First and last slot of each category: LightGBM then splits on sets of its levels.
            VBuffer<int> ranges = new(levelSlots.Count, [.. levelSlots]);
            notes.Add(
                "CategoricalSlotRanges",
                new VectorDataViewType(NumberDataViewType.Int32, levelSlots.Count / 2, 2),
                (ref VBuffer<int> value) => ranges.CopyTo(ref value));
        }

        DataViewSchema.Builder schema = new();
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, width), notes.ToAnnotations());
        if (labels is not null)
        {
            schema.AddColumn(Label, labels.Type, null);
        }

        return schema.ToSchema();
    }
}
