using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Keys as categories, under the values that they stand for where the column tells them.</summary>
internal sealed class KeyBuilder<T>(DataViewSchema.Column column, int rows) : ColumnBuilder
{
    private readonly Func<T, float> convert = Numbers.Converter<T>();
    private readonly Growing<int> codes = new(rows);
    private ValueGetter<T>? getter;
    private T current = default!;
    private ImmutableArray<string> levels;

    public override void Bind(DataViewRow row) => getter = row.GetGetter<T>(row.Schema[column.Index]);

    public override void Append()
    {
        getter!(ref current);

        // Keys count from 1; 0 is a missing value.
        codes.Add((int)convert(current) - 1);
    }

    public override IEnumerable<Column> Finish(bool? texts)
    {
        levels = levels.IsDefault ? [.. KeyTexts.Of(column)] : levels;
        return [new CategoricalColumn(column.Name, codes.Finish(), levels)];
    }
}

/// <summary>What the keys of a column stand for.</summary>
internal static class KeyTexts
{
    public static string[] Of(DataViewSchema.Column column)
    {
        string[] values = SlotTexts.Of(column, "KeyValues");
        return values.Length > 0
            ? values
            : [.. Enumerable.Range(1, checked((int)((KeyDataViewType)column.Type).Count)).Select(key => key.ToString(CultureInfo.InvariantCulture))];
    }
}

/// <summary>Annotations that hold one text or number a slot.</summary>
internal static class SlotTexts
{
    /// <summary>Empty when the column has no such annotation.</summary>
    public static string[] Of(DataViewSchema.Column column, string annotation)
    {
        DataViewSchema.Column? found = column.Annotations.Schema.GetColumnOrNull(annotation);
        return found?.Type is not VectorDataViewType { ItemType: var item } ? []
            : item is TextDataViewType ? Read<ReadOnlyMemory<char>>(column, annotation)
            : item is NumberDataViewType or BooleanDataViewType
                ? (string[])typeof(SlotTexts).GetMethod(nameof(Read), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                    .MakeGenericMethod(item.RawType).Invoke(null, [column, annotation])!
                : [];
    }

    private static string[] Read<T>(DataViewSchema.Column column, string annotation)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(annotation, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }
}
