using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>
/// The column to be predicted: truth values are two classes, keys and texts as many as there are, numbers are a regression. Classes need
/// not be declared beforehand.
/// </summary>
internal sealed class LabelReader(DataViewSchema.Column column, int rows)
{
    private readonly ColumnBuilder builder = ColumnBuilder.For(column, rows);

    public void Bind(DataViewRow row) => builder.Bind(row);

    public void Append() => builder.Append();

    /// <exception cref="InputException">A row has no label.</exception>
    public Labels Finish()
    {
        switch (builder.Finish(texts: false).Single())
        {
            case NumericColumn numbers when column.Type is BooleanDataViewType:
                return Labels.OfClasses(Array.ConvertAll(numbers.Values, value => value > 0 ? 1 : 0), BooleanNames);
            case NumericColumn numbers:
                return Labels.OfValues(Array.ConvertAll(Present(numbers.Values, float.IsNaN), value => (double)value));
            case CategoricalColumn classes:
                return Labels.OfClasses(Present(classes.Codes, code => code < 0), classes.Levels);
            default:
                throw new InputException($"is of type {column.Type}, which is no label", $"column {column.Name}", "give truth values, keys, texts or numbers");
        }
    }

    /// <summary>Names of the classes of truth values.</summary>
    public static ImmutableArray<string> BooleanNames { get; } = [bool.FalseString, bool.TrueString];

    private T[] Present<T>(T[] values, Predicate<T> missing)
    {
        int row = Array.FindIndex(values, missing);
        return row < 0 ? values : throw new InputException("there is no label", $"column {column.Name}, row {row + 1}", "filter rows without a label out");
    }
}
