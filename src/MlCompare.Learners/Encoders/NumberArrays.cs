using System.Runtime.InteropServices;

namespace MlCompare.Learners.Encoders;

/// <summary>Arrays of numbers in model files: length, then the values, little endian.</summary>
internal static class NumberArrays
{
    public static void Save<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    public static T[] Load<T>(BinaryReader reader)
        where T : unmanaged
    {
        T[] values = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
