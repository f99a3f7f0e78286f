using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Rows of numbers, all of one width.</summary>
internal sealed class DenseRows(int width, float[] numbers, int count) : NetworkRows
{
    public override int Count => count;

    protected override void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass)
    {
        Span<float> target = input.Numbers.Values(pass);
        for (int i = 0; i < rows.Length; i++)
        {
            numbers.AsSpan(rows[i] * width, width).CopyTo(target[(i * width)..]);
        }
    }

    protected override void Save(BinaryWriter writer)
    {
        writer.Write(width);
        NumberArrays.Save<float>(writer, numbers);
        writer.Write(count);
    }

    public static DenseRows Load(BinaryReader reader) => new(reader.ReadInt32(), NumberArrays.Load<float>(reader), reader.ReadInt32());
}
