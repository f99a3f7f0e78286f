using System.Buffers.Binary;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>Undoes the filters of the scanlines and turns their samples into values in [0, 1].</summary>
internal sealed class PngPixels(PngHeader header, byte[] palette, byte[] transparency)
{
    /// <summary>Samples that are levels as they stand, without anything transparent.</summary>
    private readonly byte[]? levels = header is { Depth: 8, Colour: PngColour.Grey or PngColour.Rgb } && transparency.Length == 0
        ? new byte[header.Width * header.Height * header.OutputChannels] : null;

    private float[] pixels = [];
    private readonly int[] samples = new int[4];

    /// <summary>Null when a filter is unknown or a colour lies outside the palette. Writes into <paramref name="scanlines"/>.</summary>
    public PackedValues? Build(byte[] scanlines)
    {
        pixels = levels is null ? new float[header.Width * header.Height * header.OutputChannels] : [];
        int start = 0;
        foreach ((int x0, int y0, int stepX, int stepY, int columns, int rows) in header.Passes)
        {
            int length = header.RowBytes(columns);
            Span<byte> above = new byte[length];
            for (int row = 0; row < rows; row++)
            {
                Span<byte> line = scanlines.AsSpan(start + 1, length);
                if (!Unfilter(scanlines[start], line, above))
                {
                    return null;
                }

                for (int column = 0; column < columns; column++)
                {
                    if (!Place(line, column, ((y0 + row * stepY) * header.Width) + x0 + column * stepX))
                    {
                        return null;
                    }
                }

                above = line;
                start += 1 + length;
            }
        }

        return levels is null ? PackedValues.Of(pixels) : PackedValues.OfLevels(levels);
    }

    private bool Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above)
    {
        int step = header.FilterStep;
        for (int i = 0; i < line.Length; i++)
        {
            int left = i >= step ? line[i - step] : 0;
            int corner = i >= step ? above[i - step] : 0;
            line[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], corner),
            });
        }

        return filter <= 4;
    }

    /// <summary>The neighbour nearest to left + above − corner.</summary>
    private static int Paeth(int left, int above, int corner)
    {
        int fromLeft = Math.Abs(above - corner);
        int fromAbove = Math.Abs(left - corner);
        int fromCorner = Math.Abs(left + above - 2 * corner);
        return fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner;
    }

    private bool Place(ReadOnlySpan<byte> line, int column, int pixel)
    {
        if (levels is not null)
        {
            line.Slice(column * header.Samples, header.Samples).CopyTo(levels.AsSpan(pixel * header.Samples));
            return true;
        }

        for (int s = 0; s < header.Samples; s++)
        {
            samples[s] = Sample(line, column * header.Samples + s);
        }

        float max = (1 << header.Depth) - 1;
        if (header.Colour == PngColour.Palette)
        {
            int colour = samples[0];
            if (3 * colour + 2 >= palette.Length)
            {
                return false;
            }

            float opacity = colour < transparency.Length ? transparency[colour] / 255f : 1;
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[3 * pixel + channel] = OnWhite(palette[3 * colour + channel] / 255f, opacity);
            }

            return true;
        }

        int channels = header.OutputChannels;
        float alpha = header.Samples > channels ? samples[channels] / max : IsKeyColour(channels) ? 0 : 1;
        for (int channel = 0; channel < channels; channel++)
        {
            pixels[channels * pixel + channel] = OnWhite(samples[channel] / max, alpha);
        }

        return true;
    }

    private int Sample(ReadOnlySpan<byte> line, int index)
    {
        switch (header.Depth)
        {
            case 8:
                return line[index];
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(line[(2 * index)..]);
            default:
                int bit = index * header.Depth;
                return (line[bit / 8] >> (8 - header.Depth - bit % 8)) & ((1 << header.Depth) - 1);
        }
    }

    /// <summary>Whether the samples are the one colour that the file declares transparent.</summary>
    private bool IsKeyColour(int channels)
    {
        if (transparency.Length != 2 * channels)
        {
            return false;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            if (samples[channel] != BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * channel)))
            {
                return false;
            }
        }

        return true;
    }

    private static float OnWhite(float value, float opacity) => opacity * value + (1 - opacity);
}
