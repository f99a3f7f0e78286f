using MlCompare.Data.Rows;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Images;

/// <summary>Centres and scales pixels by one mean and deviation of the training images; what is not finite becomes 0.</summary>
internal sealed record ImageScale(int Height, int Width, int Channels, float Centre, float Scale)
{
    public static ImageScale Fit(ValueRows images, int height, int width, int channels)
    {
        (float[] centre, float[] scale) = PixelMoments.Global(images, height * width * channels);
        return new ImageScale(height, width, channels, centre[0], scale[0]);
    }

    public void Apply(ReadOnlySpan<float> image, Span<float> target)
    {
        for (int j = 0; j < target.Length; j++)
        {
            target[j] = Of(image[j]);
        }
    }

    /// <summary>The image moved down and across, its edge repeated, and mirrored left to right where asked for.</summary>
    public void Apply(ReadOnlySpan<float> image, int down, int across, bool mirror, Span<float> target)
    {
        for (int y = 0; y < Height; y++)
        {
            int fromY = Math.Clamp(y - down, 0, Height - 1);
            for (int x = 0; x < Width; x++)
            {
                int fromX = Math.Clamp(x - across, 0, Width - 1);
                fromX = mirror ? Width - 1 - fromX : fromX;
                for (int c = 0; c < Channels; c++)
                {
                    target[(y * Width + x) * Channels + c] = Of(image[(fromY * Width + fromX) * Channels + c]);
                }
            }
        }
    }

    private float Of(float pixel)
    {
        float value = (pixel - Centre) * Scale;
        return float.IsFinite(value) ? value : 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Height);
        writer.Write(Width);
        writer.Write(Channels);
        writer.Write(Centre);
        writer.Write(Scale);
    }

    public static ImageScale Load(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadSingle(), reader.ReadSingle());
}
