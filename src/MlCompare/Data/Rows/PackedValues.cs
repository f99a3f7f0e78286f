using System.Runtime.InteropServices;
using MlCompare.Data.Images;

namespace MlCompare.Data.Rows;

/// <summary>
/// The values of one image or sound. Those of most files are eight bits (levels of 1/255) or sixteen (steps of 1/32,768) a value and are
/// kept as such: only where every value comes back bit by bit.
/// </summary>
public sealed class PackedValues
{
    private const float Step = 1 / 32768f;

    private static readonly float[] Levels = PixelScale.ToUnit([.. Enumerable.Range(0, 256).Select(level => (byte)level)]);

    private readonly byte[]? levels;
    private readonly short[]? steps;
    private readonly float[] values;

    private PackedValues(byte[]? levels, short[]? steps, float[] values)
    {
        this.levels = levels;
        this.steps = steps;
        this.values = values;
    }

    /// <summary>How the values are kept.</summary>
    internal enum Form
    {
        AsIs,
        Levels,
        Steps,
    }

    /// <summary>Number of values.</summary>
    public int Length => levels?.Length ?? steps?.Length ?? values.Length;

    /// <summary>What it takes in memory.</summary>
    public int Bytes => levels?.Length ?? steps?.Length * sizeof(short) ?? values.Length * sizeof(float);

    /// <summary>One value.</summary>
    public float this[int place] => levels is not null ? Levels[levels[place]] : steps is not null ? steps[place] * Step : values[place];

    /// <summary>All values: the array itself where they were not packed.</summary>
    public float[] Values()
    {
        if (Kept == Form.AsIs)
        {
            return values;
        }

        float[] all = GC.AllocateUninitializedArray<float>(Length);
        Unpack(all);
        return all;
    }

    /// <summary>All values: the array itself where they were not packed, else in the buffer, which is made or made larger where it has to be.</summary>
    public ReadOnlySpan<float> ValuesIn(ref float[]? buffer)
    {
        if (Kept == Form.AsIs)
        {
            return values;
        }

        if (buffer is null || buffer.Length < Length)
        {
            buffer = new float[Length];
        }

        Span<float> all = buffer.AsSpan(0, Length);
        Unpack(all);
        return all;
    }

    /// <summary>Three equal channels of one.</summary>
    internal PackedValues Spread() => levels is null ? AsIs(Thrice(Values())) : OfLevels(Thrice(levels));

    /// <summary>Level l stands for l / 255.</summary>
    internal static PackedValues OfLevels(byte[] levels) => new(levels, null, []);

    internal Form Kept => levels is not null ? Form.Levels : steps is not null ? Form.Steps : Form.AsIs;

    /// <summary>Writes what it holds, <see cref="Bytes"/> long.</summary>
    internal void CopyTo(Span<byte> room) =>
        (levels is not null ? levels : steps is not null ? MemoryMarshal.AsBytes<short>(steps) : MemoryMarshal.AsBytes<float>(values)).CopyTo(room);

    /// <summary>What <see cref="CopyTo"/> wrote.</summary>
    internal static PackedValues From(ReadOnlySpan<byte> room, Form kept) => kept switch
    {
        Form.Levels => OfLevels(room.ToArray()),
        Form.Steps => new(null, MemoryMarshal.Cast<byte, short>(room).ToArray(), []),
        _ => AsIs(MemoryMarshal.Cast<byte, float>(room).ToArray()),
    };

    internal static PackedValues AsIs(float[] values) => new(null, null, values);

    internal static PackedValues Of(float[] values) => InLevels(values) ?? InSteps(values) ?? AsIs(values);

    private static PackedValues? InLevels(float[] values)
    {
        byte[] levels = new byte[values.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            // Out of range and NaN saturate, and do not come back as they were.
            levels[i] = (byte)Math.Clamp(values[i] * 255 + 0.5f, 0, 255);
            if (!Same(Levels[levels[i]], values[i]))
            {
                return null;
            }
        }

        return OfLevels(levels);
    }

    private static PackedValues? InSteps(float[] values)
    {
        short[] steps = new short[values.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = (short)Math.Clamp(values[i] / Step, short.MinValue, short.MaxValue);
            if (!Same(steps[i] * Step, values[i]))
            {
                return null;
            }
        }

        return new PackedValues(null, steps, []);
    }

    private static bool Same(float one, float other) => BitConverter.SingleToInt32Bits(one) == BitConverter.SingleToInt32Bits(other);

    private static T[] Thrice<T>(T[] grey)
    {
        T[] rgb = new T[3 * grey.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = grey[i / 3];
        }

        return rgb;
    }

    private void Unpack(Span<float> target)
    {
        if (levels is not null)
        {
            for (int i = 0; i < levels.Length; i++)
            {
                target[i] = Levels[levels[i]];
            }

            return;
        }

        for (int i = 0; i < steps!.Length; i++)
        {
            target[i] = steps[i] * Step;
        }
    }
}
