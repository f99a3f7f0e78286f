using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>
/// The column to be predicted: truth values are two classes, keys and texts as many as there are, numbers are a regression, or classes
/// where that is said. Classes need not be declared beforehand.
/// </summary>
/// <param name="task">Null for what the column's type says.</param>
internal sealed class LabelReader(DataViewSchema.Column column, int rows, TaskKind? task)
{
    /// <summary>Of numbers: with more it is nearly always a quantity that was taken for a class.</summary>
    private const int MostClasses = 1000;

    private readonly ColumnBuilder builder = column.Type is not VectorDataViewType
        ? ColumnBuilder.For(column, rows)
        : throw new InputException($"is of type {column.Type}, which is no label", $"column {column.Name}", "give truth values, keys, texts or numbers");

    public void Bind(DataViewRow row) => builder.Bind(row);

    public void Append() => builder.Append();

    /// <exception cref="InputException">A row has no label.</exception>
    public Labels Finish()
    {
        switch (builder.Finish(texts: false).Single())
        {
            case NumericColumn numbers when column.Type is BooleanDataViewType && task != TaskKind.Regression:
                return Labels.OfClasses(Array.ConvertAll(numbers.Values, value => value > 0 ? 1 : 0), BooleanNames);
            case NumericColumn numbers when task is TaskKind.Binary or TaskKind.Multiclass:
                return Classes(Present(numbers.Values, float.IsNaN));
            case NumericColumn numbers:
                return Labels.OfValues(Array.ConvertAll(Present(numbers.Values, float.IsNaN), value => (double)value));
            case not NumericColumn when task == TaskKind.Regression:
                throw new InputException($"is of type {column.Type}, and a regression needs numbers", $"column {column.Name}", "name a column of numbers, or ask for classes");
            case CategoricalColumn classes:
                return Labels.OfClasses(Present(classes.Codes, code => code < 0), classes.Levels);
            default:
                throw new InputException($"is of type {column.Type}, which is no label", $"column {column.Name}", "give truth values, keys, texts or numbers");
        }
    }

    /// <summary>Names of the classes of truth values.</summary>
    public static ImmutableArray<string> BooleanNames { get; } = [bool.FalseString, bool.TrueString];

    private Labels Classes(float[] numbers)
    {
        float[] distinct = [.. numbers.Distinct().Order()];
        return distinct.Length <= MostClasses
            ? Labels.OfClasses(Array.ConvertAll(numbers, number => Array.BinarySearch(distinct, number)), [.. distinct.Select(number => number.ToString(CultureInfo.InvariantCulture))])
            : throw new InputException($"holds {distinct.Length} different numbers, too many for classes", $"column {column.Name}", "ask for a regression");
    }

    private T[] Present<T>(T[] values, Predicate<T> missing)
    {
        int row = Array.FindIndex(values, missing);
        return row < 0 ? values : throw new InputException("there is no label", $"column {column.Name}, row {row + 1}", "leave such rows out: context.Data.FilterRowsByMissingValues");
    }
}
