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
        T[] values = new T[Count(reader, System.Runtime.CompilerServices.Unsafe.SizeOf<T>())];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Several arrays: how many, then one after the other.</summary>
    public static void SaveAll<T>(BinaryWriter writer, IReadOnlyList<T[]> arrays)
        where T : unmanaged
    {
        writer.Write(arrays.Count);
        foreach (T[] array in arrays)
        {
            Save<T>(writer, array);
        }
    }

    /// <summary>What <see cref="SaveAll"/> wrote.</summary>
    public static T[][] LoadAll<T>(BinaryReader reader)
        where T : unmanaged
    {
        T[][] arrays = new T[Count(reader, sizeof(int))][];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i] = Load<T>(reader);
        }

        return arrays;
    }

    /// <summary>Reads how many of something follow; a file that is too short for so many is found out before memory is set aside for them.</summary>
    /// <param name="leastBytes">What one takes at least.</param>
    /// <exception cref="InvalidDataException">So many cannot follow.</exception>
    public static int Count(BinaryReader reader, int leastBytes = 1)
    {
        int count = reader.ReadInt32();
        return count >= 0 && (!reader.BaseStream.CanSeek || (long)count * leastBytes <= reader.BaseStream.Length - reader.BaseStream.Position)
            ? count
            : throw new InvalidDataException($"The file says that {count} values follow, and it is too short for them.");
    }
}
