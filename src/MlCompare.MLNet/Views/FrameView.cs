using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCompare.MLNet.Views;

/// <summary>
/// A data frame as a view whose missing values stay missing: by itself a frame gives 0 for a number that is null. Nothing is copied.
/// </summary>
internal sealed class FrameView : IDataView
{
    private readonly DataFrame frame;

    public FrameView(DataFrame frame)
    {
        this.frame = frame;
        DataViewSchema.Builder schema = new();
        foreach (DataFrameColumn column in frame.Columns)
        {
            schema.AddColumn(column.Name, TypeOf(column));
        }

        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => frame.Rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new IndexedCursor(Schema, checked((int)frame.Rows.Count), [.. columnsNeeded.Select(column => column.Index)], (column, row) => Getter(frame.Columns[column], row));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private static DataViewType TypeOf(DataFrameColumn column) => column switch
    {
        BooleanDataFrameColumn { NullCount: 0 } => BooleanDataViewType.Instance,
        BooleanDataFrameColumn => NumberDataViewType.Single,
        StringDataFrameColumn or ArrowStringDataFrameColumn => TextDataViewType.Instance,
        _ when column.IsNumericColumn() => NumberDataViewType.Single,
        _ => throw new InputException($"holds {column.DataType.Name}, which is no number, truth value or text", $"column {column.Name}", "convert it, or leave it out of the frame"),
    };

    private static Delegate Getter(DataFrameColumn column, Func<int> row) => column switch
    {
        BooleanDataFrameColumn { NullCount: 0 } truths => (ValueGetter<bool>)((ref bool value) => value = truths[row()]!.Value),
        BooleanDataFrameColumn truths => (ValueGetter<float>)((ref float value) => value = truths[row()] is bool truth ? (truth ? 1 : 0) : float.NaN),
        StringDataFrameColumn texts => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts[row()].AsMemory()),
        ArrowStringDataFrameColumn texts => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts[row()].AsMemory()),
        PrimitiveDataFrameColumn<float> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<double> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<int> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<long> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<uint> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<ulong> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<short> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<ushort> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<byte> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<sbyte> numbers => Number(numbers, row),
        PrimitiveDataFrameColumn<decimal> numbers => (ValueGetter<float>)((ref float value) => value = (float?)numbers[row()] ?? float.NaN),
        _ => throw new NotSupportedException($"A column of {column.DataType.Name} is no number."),
    };

    private static ValueGetter<float> Number<T>(PrimitiveDataFrameColumn<T> numbers, Func<int> row)
        where T : unmanaged
    {
        Func<T, float> convert = Numbers.Converter<T>();
        return (ref float value) => value = numbers[row()] is T number ? convert(number) : float.NaN;
    }
}
