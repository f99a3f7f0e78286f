using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Numbers and truth values of any width as floats.</summary>
internal static class Numbers
{
    /// <summary>A conversion without boxing for the types of ML.NET.</summary>
    public static Func<T, float> Converter<T>() => (Delegate)(default(T) switch
    {
        float => (Func<float, float>)(value => value),
        double => (Func<double, float>)(value => (float)value),
        bool => (Func<bool, float>)(value => value ? 1 : 0),
        sbyte => (Func<sbyte, float>)(value => value),
        byte => (Func<byte, float>)(value => value),
        short => (Func<short, float>)(value => value),
        ushort => (Func<ushort, float>)(value => value),
        int => (Func<int, float>)(value => value),
        uint => (Func<uint, float>)(value => value),
        long => (Func<long, float>)(value => value),
        ulong => (Func<ulong, float>)(value => value),
        _ => throw new NotSupportedException($"{typeof(T).Name} is no number of ML.NET."),
    }) as Func<T, float> ?? throw new InvalidOperationException(typeof(T).Name);
}

/// <summary>One number a row.</summary>
internal sealed class NumberBuilder<T>(DataViewSchema.Column column, int rows) : ColumnBuilder
{
    private readonly Func<T, float> convert = Numbers.Converter<T>();
    private readonly Growing<float> values = new(rows);
    private ValueGetter<T>? getter;
    private T current = default!;

    public override void Bind(DataViewRow row) => getter = row.GetGetter<T>(row.Schema[column.Index]);

    public override void Append()
    {
        getter!(ref current);
        values.Add(convert(current));
    }

    public override IEnumerable<Column> Finish(bool? texts) => [new NumericColumn(column.Name, values.Finish())];
}

/// <summary>A vector of numbers a row: one column a slot, under the slots' names where they have any.</summary>
internal sealed class VectorBuilder<T> : ColumnBuilder
{
    private readonly DataViewSchema.Column column;
    private readonly Func<T, float> convert = Numbers.Converter<T>();
    private readonly Growing<float>[] slots;
    private ValueGetter<VBuffer<T>>? getter;
    private VBuffer<T> current;
    private string[]? names;

    public VectorBuilder(DataViewSchema.Column column, int size, int rows)
    {
        this.column = column;
        slots = [.. Enumerable.Range(0, size).Select(_ => new Growing<float>(rows))];
    }

    public override void Bind(DataViewRow row) => getter = row.GetGetter<VBuffer<T>>(row.Schema[column.Index]);

    public override void Append()
    {
        getter!(ref current);
        int slot = 0;
        foreach (T value in current.DenseValues())
        {
            slots[slot++].Add(convert(value));
        }
    }

    public override IEnumerable<Column> Finish(bool? texts)
    {
        if (names is null)
        {
            string[] given = SlotTexts.Of(column, "SlotNames");
            names = [.. slots.Select((_, j) => given.Length > j && given[j].Length > 0 ? given[j] : $"{column.Name}.{j}")];
        }

        return [.. slots.Select((slot, j) => new NumericColumn(names[j], slot.Finish()))];
    }
}
