using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>A data set as ML.NET sees it; nothing is copied.</summary>
internal sealed class DatasetView : IDataView
{
    private const string Label = "Label";
    private readonly Dataset dataset;
    private readonly string[] names;

    public DatasetView(Dataset dataset)
    {
        this.dataset = dataset;
        names = [.. dataset.Features.Columns.Select(column => column.Name)];
        DataViewSchema.Builder schema = new();
        foreach (Column column in dataset.Features.Columns)
        {
            schema.AddColumn(column.Name, TypeOf(column), column is CategoricalColumn category ? Values.Annotation("KeyValues", category.Levels) : null);
        }

        Labels labels = dataset.Labels;
        (DataViewType type, DataViewSchema.Annotations? notes) = labels.Task == TaskKind.Regression
            ? (NumberDataViewType.Single, null)
            : ((DataViewType)new KeyDataViewType(typeof(uint), labels.ClassCount), Values.Annotation("KeyValues", labels.ClassNames));
        schema.AddColumn(Label, type, notes);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => dataset.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new IndexedCursor(Schema, dataset.Count, [.. columnsNeeded.Select(column => column.Index)], Getter);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private static DataViewType TypeOf(Column column) => column switch
    {
        NumericColumn => NumberDataViewType.Single,
        CategoricalColumn category => new KeyDataViewType(typeof(uint), Math.Max(1, category.Levels.Length)),
        TextColumn => TextDataViewType.Instance,
        ImageColumn image => new VectorDataViewType(NumberDataViewType.Single, image.Height * image.Width * image.Channels),
        _ => new VectorDataViewType(NumberDataViewType.Single),
    };

    private Delegate Getter(int column, Func<int> row)
    {
        if (column == names.Length)
        {
            Labels labels = dataset.Labels;
            return labels.Task == TaskKind.Regression
                ? (ValueGetter<float>)((ref float value) => value = (float)labels.Values[row()])
                : (ValueGetter<uint>)((ref uint value) => value = (uint)labels.Classes[row()] + 1);
        }

        return dataset.Features.Columns[column] switch
        {
            NumericColumn numbers => (ValueGetter<float>)((ref float value) => value = numbers.Values[row()]),
            CategoricalColumn category => (ValueGetter<uint>)((ref uint value) => value = (uint)(category.Codes[row()] + 1)),
            TextColumn texts => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts.Values[row()].AsMemory()),
            ImageColumn image => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Values.Copy(image.Pixels[row()], ref value)),
            WaveformColumn wave => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Values.Copy(wave.Samples[row()], ref value)),
            Column other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}

/// <summary>Stands on one row after the other of something that is read by number.</summary>
internal sealed class IndexedCursor(DataViewSchema schema, int count, int[] active, Func<int, Func<int>, Delegate> getter) : DataViewRowCursor
{
    private int position = -1;

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        position = Math.Min(position + 1, count);
        return position < count;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => getter(column.Index, () => position) as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"The column {column.Name} holds {column.Type}, not {typeof(TValue).Name}.");
}

/// <summary>Vectors of ML.NET.</summary>
internal static class Values
{
    public static void Copy(float[] from, ref VBuffer<float> to)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref to, from.Length);
        from.CopyTo(editor.Values);
        to = editor.Commit();
    }

    /// <summary>An annotation of one text a slot.</summary>
    public static DataViewSchema.Annotations Annotation(string name, ImmutableArray<string> texts)
    {
        DataViewSchema.Annotations.Builder notes = new();
        Note(notes, name, texts, null);
        return notes.ToAnnotations();
    }

    /// <summary>The same, of numbers where their type is given.</summary>
    public static void Note(DataViewSchema.Annotations.Builder notes, string name, ImmutableArray<string> texts, DataViewType? type)
    {
        if (type is NumberDataViewType or BooleanDataViewType)
        {
            typeof(Values).GetMethod(nameof(Numbers), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type.RawType).Invoke(null, [notes, name, texts, type]);
            return;
        }

        VBuffer<ReadOnlyMemory<char>> values = new(texts.Length, [.. texts.Select(text => text.AsMemory())]);
        notes.Add(name, new VectorDataViewType(TextDataViewType.Instance, Math.Max(1, texts.Length)), (ref VBuffer<ReadOnlyMemory<char>> value) => values.CopyTo(ref value));
    }

    private static void Numbers<T>(DataViewSchema.Annotations.Builder notes, string name, ImmutableArray<string> texts, PrimitiveDataViewType type)
    {
        VBuffer<T> values = new(texts.Length, [.. texts.Select(text => (T)Convert.ChangeType(text, typeof(T), System.Globalization.CultureInfo.InvariantCulture))]);
        notes.Add(name, new VectorDataViewType(type, Math.Max(1, texts.Length)), (ref VBuffer<T> value) => values.CopyTo(ref value));
    }
}
