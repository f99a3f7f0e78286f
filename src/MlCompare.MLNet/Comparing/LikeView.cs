using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Comparing;

/// <summary>
/// Rows of a study in the shape of the view that they came from, for pipelines that were written for it: the same names, vectors put
/// together again, the label of its own type. Numbers of other widths than the usual two are floats.
/// </summary>
internal sealed class LikeView : IDataView
{
    private readonly List<Func<Func<int>, Delegate>> getters = [];
    private readonly int rows;

    /// <param name="labels">Null at prediction: the first class, or 0.</param>
    public LikeView(DataViewSchema original, FeatureSource source, string label, FeatureTable features, Labels? labels)
    {
        rows = features.Count;
        DataViewSchema.Builder schema = new();
        int next = 0;
        foreach (DataViewSchema.Column column in source.In(original))
        {
            int width = column.Type is VectorDataViewType vector ? vector.Size : 1;
            Add(schema, column, features.Columns.AsSpan(next, width).ToArray());
            next += width;
        }

        AddLabel(schema, original[label], labels);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new IndexedCursor(Schema, rows, [.. columnsNeeded.Select(column => column.Index)], (column, row) => getters[column](row));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private void Add(DataViewSchema.Builder schema, DataViewSchema.Column like, Column[] columns)
    {
        DataViewType type = like.Type;
        switch (columns[0])
        {
            case NumericColumn when type is VectorDataViewType:
                type = new VectorDataViewType(NumberDataViewType.Single, columns.Length);
                float[][] slots = [.. columns.Select(column => ((NumericColumn)column).Values)];
                getters.Add(row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Values.Copy(Array.ConvertAll(slots, slot => slot[row()]), ref value)));
                break;
            case NumericColumn { Values: var numbers } when type is BooleanDataViewType:
                getters.Add(row => (ValueGetter<bool>)((ref bool value) => value = numbers[row()] > 0));
                break;
            case NumericColumn { Values: var numbers } when type == NumberDataViewType.Double:
                getters.Add(row => (ValueGetter<double>)((ref double value) => value = numbers[row()]));
                break;
            case NumericColumn { Values: var numbers }:
                type = NumberDataViewType.Single;
                getters.Add(row => (ValueGetter<float>)((ref float value) => value = numbers[row()]));
                break;
            case CategoricalColumn { Codes: var codes } when type is KeyDataViewType:
                type = new KeyDataViewType(typeof(uint), ((KeyDataViewType)type).Count);
                getters.Add(row => (ValueGetter<uint>)((ref uint value) => value = (uint)(codes[row()] + 1)));
                break;
            case CategoricalColumn words:
                getters.Add(row => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) =>
                    value = words.Codes[row()] is >= 0 and var code ? words.Levels[code].AsMemory() : default));
                break;
            case TextColumn { Values: var texts }:
                getters.Add(row => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts[row()].AsMemory()));
                break;
            default:
                throw new NotSupportedException($"The column {like.Name} cannot be given back as {type}.");
        }

        schema.AddColumn(like.Name, type, like.Annotations);
    }

    private void AddLabel(DataViewSchema.Builder schema, DataViewSchema.Column like, Labels? labels)
    {
        DataViewType type = like.Type;
        switch (type)
        {
            case BooleanDataViewType:
                getters.Add(row => (ValueGetter<bool>)((ref bool value) => value = labels?.Classes[row()] == 1));
                break;
            case KeyDataViewType key:
                type = new KeyDataViewType(typeof(uint), key.Count);
                getters.Add(row => (ValueGetter<uint>)((ref uint value) => value = (uint)(labels?.Classes[row()] ?? 0) + 1));
                break;
            case TextDataViewType:
                getters.Add(row => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) =>
                    value = labels is null ? default : labels.ClassNames[labels.Classes[row()]].AsMemory()));
                break;
            default:
                type = NumberDataViewType.Single;
                getters.Add(row => (ValueGetter<float>)((ref float value) => value = (float)(labels?.Values[row()] ?? 0)));
                break;
        }

        schema.AddColumn(like.Name, type, like.Annotations);
    }
}
