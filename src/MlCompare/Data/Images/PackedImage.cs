using System.Runtime.InteropServices;

namespace MlCompare.Data.Images;

/// <summary>
/// The values of one image. Those of most files are eight bits a value and are kept as such, a quarter of their room: only where every
/// value comes back bit by bit.
/// </summary>
public sealed class PackedImage
{
    private static readonly float[] Levels = PixelScale.ToUnit([.. Enumerable.Range(0, 256).Select(level => (byte)level)]);

    private readonly byte[]? levels;
    private readonly float[] values;

    private PackedImage(byte[]? levels, float[] values)
    {
        this.levels = levels;
        this.values = values;
    }

    /// <summary>Number of values.</summary>
    public int Length => levels?.Length ?? values.Length;

    /// <summary>What it takes in memory.</summary>
    public int Bytes => levels?.Length ?? values.Length * sizeof(float);

    /// <summary>One value.</summary>
    public float this[int place] => levels is null ? values[place] : Levels[levels[place]];

    /// <summary>All values: the array itself where they were not packed.</summary>
    public float[] Values()
    {
        if (levels is null)
        {
            return values;
        }

        float[] all = GC.AllocateUninitializedArray<float>(levels.Length);
        Unpack(all);
        return all;
    }

    /// <summary>All values: the array itself where they were not packed, else in the buffer, which is made or made larger where it has to be.</summary>
    public ReadOnlySpan<float> ValuesIn(ref float[]? buffer)
    {
        if (levels is null)
        {
            return values;
        }

        if (buffer is null || buffer.Length < levels.Length)
        {
            buffer = new float[levels.Length];
        }

        Unpack(buffer);
        return buffer.AsSpan(0, levels.Length);
    }

    /// <summary>Three equal channels of one.</summary>
    internal PackedImage Spread() => levels is null ? AsIs(Thrice(values)) : OfLevels(Thrice(levels));

    /// <summary>Level l stands for l / 255.</summary>
    internal static PackedImage OfLevels(byte[] levels) => new(levels, []);

    internal bool IsPacked => levels is not null;

    /// <summary>Writes what it holds, <see cref="Bytes"/> long.</summary>
    internal void CopyTo(Span<byte> room) => (levels is null ? MemoryMarshal.AsBytes<float>(values) : levels).CopyTo(room);

    /// <summary>What <see cref="CopyTo"/> wrote.</summary>
    internal static PackedImage From(ReadOnlySpan<byte> room, bool packed) =>
        packed ? OfLevels(room.ToArray()) : AsIs(MemoryMarshal.Cast<byte, float>(room).ToArray());

    internal static PackedImage AsIs(float[] values) => new(null, values);

    internal static PackedImage Of(float[] values)
    {
        byte[] levels = new byte[values.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            // Out of range and NaN saturate, and do not come back as they were.
            levels[i] = (byte)Math.Clamp(values[i] * 255 + 0.5f, 0, 255);
            if (BitConverter.SingleToInt32Bits(Levels[levels[i]]) != BitConverter.SingleToInt32Bits(values[i]))
            {
                return AsIs(values);
            }
        }

        return new PackedImage(levels, []);
    }

    private static T[] Thrice<T>(T[] grey)
    {
        T[] rgb = new T[3 * grey.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = grey[i / 3];
        }

        return rgb;
    }

    private void Unpack(float[] target)
    {
        for (int i = 0; i < levels!.Length; i++)
        {
            target[i] = Levels[levels[i]];
        }
    }
}
