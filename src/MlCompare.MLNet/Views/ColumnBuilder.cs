using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Takes one column of an <see cref="IDataView"/>, row after row, and gives the columns of a feature table; then it can begin another.</summary>
internal abstract class ColumnBuilder
{
    /// <summary>Reads from this row from now on.</summary>
    public abstract void Bind(DataViewRow row);

    /// <summary>Takes the value of the row as it is now.</summary>
    public abstract void Append();

    /// <param name="texts">Whether words are a text; null when that is to be seen from them.</param>
    public abstract IEnumerable<Column> Finish(bool? texts);

    /// <param name="rows">Rows to make room for; more may come.</param>
    /// <exception cref="InputException">The column is of a type that no learner takes.</exception>
    public static ColumnBuilder For(DataViewSchema.Column column, int rows) => column.Type switch
    {
        VectorDataViewType { ItemType: NumberDataViewType or BooleanDataViewType, IsKnownSize: true } vector =>
            Make(typeof(VectorBuilder<>), vector.ItemType, column, vector.Size, rows),
        NumberDataViewType or BooleanDataViewType => Make(typeof(NumberBuilder<>), column.Type, column, rows),
        KeyDataViewType => Make(typeof(KeyBuilder<>), column.Type, column, rows),
        TextDataViewType => new WordBuilder(column, rows),
        _ => throw Unusable(column.Name, column.Type.ToString()!),
    };

    public static InputException Unusable(string column, string type) => new(
        $"is of type {type}, which is no number, truth value, key, text or vector of numbers of one length",
        $"column {column}",
        "convert it by a transform, or leave it out of the features");

    private static ColumnBuilder Make(Type generic, DataViewType type, params object[] arguments) =>
        (ColumnBuilder)Activator.CreateInstance(generic.MakeGenericType(type.RawType), arguments)!;
}
