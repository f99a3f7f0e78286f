using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using MlCompare.Data.Rows;

namespace MlCompare.Data;

/// <summary>One named feature of every row. Immutable by convention: nobody writes into the arrays after construction.</summary>
public abstract class Column(string name)
{
    public string Name { get; } = name;

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>A new column holding the given rows in the given order.</summary>
    public abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>Feeds name, kind and values into a content hash.</summary>
    public abstract void HashInto(IncrementalHash hash);

    private protected void HashHeader(IncrementalHash hash)
    {
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{GetType().Name}\u001f{Name}\u001f{Count}\u001f"));
    }

    private protected static void HashText(IncrementalHash hash, string? text) =>
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes((text ?? "\u0000") + "\u001f"));

    internal static T[] Pick<T>(T[] values, ReadOnlySpan<int> rows)
    {
        T[] picked = new T[rows.Length];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}

/// <summary>Real numbers; NaN is a missing value.</summary>
public sealed class NumericColumn(string name, float[] values) : Column(name)
{
    public float[] Values { get; } = values;

    public override int Count => Values.Length;

    public override Column Select(ReadOnlySpan<int> rows) => new NumericColumn(Name, Pick(Values, rows));

    public override void HashInto(IncrementalHash hash)
    {
        HashHeader(hash);
        hash.AppendData(MemoryMarshal.AsBytes<float>(Values));
    }
}

/// <summary>
/// Codes into <see cref="Levels"/>; −1 is a missing value. The levels are those of the whole data set: an encoder must count
/// which of them occur in its training rows.
/// </summary>
public sealed class CategoricalColumn(string name, int[] codes, ImmutableArray<string> levels, bool ordered = false) : Column(name)
{
    public int[] Codes { get; } = codes;

    public ImmutableArray<string> Levels { get; } = levels;

    /// <summary>True when the order of the levels carries meaning (small, medium, large).</summary>
    public bool Ordered { get; } = ordered;

    public override int Count => Codes.Length;

    public override Column Select(ReadOnlySpan<int> rows) => new CategoricalColumn(Name, Pick(Codes, rows), Levels, Ordered);

    public override void HashInto(IncrementalHash hash)
    {
        HashHeader(hash);
        hash.AppendData(MemoryMarshal.AsBytes<int>(Codes));
        foreach (string level in Levels)
        {
            HashText(hash, level);
        }
    }
}

/// <summary>Texts; null is a missing value.</summary>
public sealed class TextColumn(string name, string?[] values) : Column(name)
{
    public string?[] Values { get; } = values;

    public override int Count => Values.Length;

    public override Column Select(ReadOnlySpan<int> rows) => new TextColumn(Name, Pick(Values, rows));

    public override void HashInto(IncrementalHash hash)
    {
        HashHeader(hash);
        foreach (string? value in Values)
        {
            HashText(hash, value);
        }
    }
}

/// <summary>
/// Images of one shape: row i is <c>Pixels[i]</c>, of length height × width × channels, row by row with the channels of a pixel
/// side by side. File formats give values in [0, 1]; synthetic images may be any real number.
/// </summary>
public sealed class ImageColumn(string name, ValueRows pixels, int height, int width, int channels) : Column(name)
{
    public ImageColumn(string name, float[][] pixels, int height, int width, int channels)
        : this(name, ValueRows.Of(pixels), height, width, channels)
    {
    }

    public ValueRows Pixels { get; } = pixels;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public int Channels { get; } = channels;

    public override int Count => Pixels.Count;

    public override Column Select(ReadOnlySpan<int> rows) => new ImageColumn(Name, Pixels.Select(rows), Height, Width, Channels);

    public override void HashInto(IncrementalHash hash)
    {
        HashHeader(hash);
        HashText(hash, $"{Height}x{Width}x{Channels}");
        float[]? buffer = null;
        for (int row = 0; row < Count; row++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(Pixels.Packed(row).ValuesIn(ref buffer)));
        }
    }
}

/// <summary>Mono waveforms in [−1, 1] at one sample rate (hertz); lengths differ from row to row.</summary>
public sealed class WaveformColumn(string name, ValueRows samples, int sampleRate) : Column(name)
{
    public WaveformColumn(string name, float[][] samples, int sampleRate)
        : this(name, ValueRows.Of(samples), sampleRate)
    {
    }

    public ValueRows Samples { get; } = samples;

    /// <summary>Samples per second.</summary>
    public int SampleRate { get; } = sampleRate;

    public override int Count => Samples.Count;

    public override Column Select(ReadOnlySpan<int> rows) => new WaveformColumn(Name, Samples.Select(rows), SampleRate);

    public override void HashInto(IncrementalHash hash)
    {
        HashHeader(hash);
        HashText(hash, $"{SampleRate}");
        float[]? buffer = null;
        for (int row = 0; row < Count; row++)
        {
            HashText(hash, $"{Samples.LengthOf(row)}");
            hash.AppendData(MemoryMarshal.AsBytes(Samples.Packed(row).ValuesIn(ref buffer)));
        }
    }
}
