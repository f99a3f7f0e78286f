using Microsoft.ML.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.MLNet.Rows;

/// <summary>What ML.NET learns: numbers of the classes that occur, or targets.</summary>
/// <param name="Classes">Classes that occur; 0 for regression.</param>
/// <param name="Values">One a row.</param>
internal sealed record EncodedLabels(int Classes, float[] Values)
{
    public TaskKind Task => Classes switch
    {
        0 => TaskKind.Regression,
        2 => TaskKind.Binary,
        _ => TaskKind.Multiclass,
    };

    public DataViewType Type => Task switch
    {
        TaskKind.Regression => NumberDataViewType.Single,
        TaskKind.Binary => BooleanDataViewType.Instance,
        _ => new KeyDataViewType(typeof(uint), Classes),
    };

    /// <summary>One class against all others.</summary>
    public EncodedLabels Against(int one) => new(2, Array.ConvertAll(Values, value => value == one ? 1f : 0f));

    public void Write(BinaryWriter writer)
    {
        writer.Write(Classes);
        NumberArrays.Save<float>(writer, Values);
    }

    public static EncodedLabels Read(BinaryReader reader) => new(reader.ReadInt32(), NumberArrays.Load<float>(reader));
}
