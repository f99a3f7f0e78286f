using Microsoft.ML.Data;

namespace MlCompare.MLNet.Views;

/// <summary>What a column of features is to a model; numbered in files.</summary>
internal enum FeatureKind
{
    Number,
    Vector,
    Category,
    Text,
}

/// <summary>A column as a model was fitted on it.</summary>
/// <param name="Size">Numbers in it; 1 for what is no vector.</param>
internal readonly record struct FeatureShape(FeatureKind Kind, int Size)
{
    /// <param name="isText">Whether its words are a text.</param>
    public static FeatureShape Of(DataViewType type, bool isText) => type switch
    {
        VectorDataViewType vector => new FeatureShape(FeatureKind.Vector, vector.Size),
        NumberDataViewType or BooleanDataViewType => new FeatureShape(FeatureKind.Number, 1),
        _ => new FeatureShape(isText ? FeatureKind.Text : FeatureKind.Category, 1),
    };

    /// <summary>A column of this type.</summary>
    public DataViewType Type => Kind switch
    {
        FeatureKind.Number => NumberDataViewType.Single,
        FeatureKind.Vector => new VectorDataViewType(NumberDataViewType.Single, Size),
        _ => TextDataViewType.Instance,
    };

    /// <summary>Whether the model can read such a column: the width of numbers and the way in which levels are written are of no account.</summary>
    public bool Takes(DataViewType type) => Kind switch
    {
        FeatureKind.Number => type is NumberDataViewType or BooleanDataViewType,
        FeatureKind.Vector => type is VectorDataViewType { ItemType: NumberDataViewType or BooleanDataViewType } vector && vector.Size == Size,
        FeatureKind.Category => type is TextDataViewType or KeyDataViewType,
        _ => type is TextDataViewType,
    };

    public override string ToString() => Kind switch
    {
        FeatureKind.Number => "numbers",
        FeatureKind.Vector => $"vectors of {Size} numbers",
        FeatureKind.Category => "categories",
        _ => "texts",
    };
}
