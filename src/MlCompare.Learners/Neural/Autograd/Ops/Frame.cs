using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// One image with a frame of zeros, channels last, behind it as many zeros as a tile may read too far.
/// </summary>
/// <param name="given">Channels of the images.</param>
/// <param name="channels">Channels here; the rest are zeros.</param>
internal sealed class Frame(int lines, int kernel, int given, int channels)
{
    private int height, width;

    public float[] Numbers { get; private set; } = [];

    public int Channels { get; } = channels;

    /// <summary>Positions of a line, with the frame.</summary>
    public int Width => width + kernel - 1;

    /// <summary>Where the image's first number stands.</summary>
    public int Corner => (lines / 2 * Width + kernel / 2) * Channels;

    public void Resize(int newHeight, int newWidth)
    {
        if ((height, width) == (newHeight, newWidth))
        {
            return;
        }

        (height, width) = (newHeight, newWidth);
        int needed = ((height + lines - 1) * Width + SlidingTile.Rows + kernel) * Channels + SlidingTile.Columns;
        if (Numbers.Length < needed)
        {
            Numbers = new float[needed];
        }
        else
        {
            Numbers.AsSpan().Clear();
        }
    }

    /// <summary>Copies the image; of each line the first <paramref name="valid"/> positions, zeros for the others.</summary>
    public void Fill(ReadOnlySpan<float> image, int valid)
    {
        for (int line = 0; line < height; line++)
        {
            ReadOnlySpan<float> from = image.Slice(line * width * given, width * given);
            Span<float> to = Numbers.AsSpan(Corner + line * Width * Channels, width * Channels);
            if (given == Channels)
            {
                from[..(valid * given)].CopyTo(to);
                to[(valid * given)..].Clear();
            }
            else
            {
                for (int x = 0; x < width; x++)
                {
                    from.Slice(x * given, given).CopyTo(to[(x * Channels)..]);
                }
            }
        }
    }
}
