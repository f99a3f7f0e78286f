using System.Runtime.InteropServices;

namespace MlCompare.Learners.Encoders;

/// <summary>Arrays of numbers in model files: length, then the values, little endian.</summary>
internal static class FloatArrays
{
    public static void Save(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    public static float[] Load(BinaryReader reader)
    {
        float[] values = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
