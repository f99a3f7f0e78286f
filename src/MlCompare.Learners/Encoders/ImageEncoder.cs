using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// Images as their pixels, centred and scaled; pixel (y, x, channel) stays at the place it has in <see cref="ImageColumn"/>.
/// </summary>
internal sealed class ImageEncoder(string column, int height, int width, int channels, float[] centre, float[] scale) : ColumnEncoder(column)
{
    internal const byte KindCode = 4;

    public static ImageEncoder Fit(ImageColumn column, EncoderOptions options)
    {
        int size = column.Height * column.Width * column.Channels;
        (float[] centre, float[] scale) = options.Pixels switch
        {
            PixelScaling.None => (new float[size], Enumerable.Repeat(1f, size).ToArray()),
            PixelScaling.Global => PixelMoments.Global(column.Pixels, size),
            _ => PixelMoments.PerPixel(column.Pixels, size),
        };
        return new ImageEncoder(column.Name, column.Height, column.Width, column.Channels, centre, scale);
    }

    public float[] Centre => centre;

    public float[] Scale => scale;

    public override int DenseWidth => centre.Length;

    public override ImmutableArray<string> DenseNames =>
        [.. Enumerable.Range(0, centre.Length).Select(i => $"{Column}[{i / channels / width},{i / channels % width},{i % channels}]")];

    public override void Encode(Column column, float[] dense, int offset, int stride)
    {
        ImageColumn images = Require<ImageColumn>(column);
        if ((images.Height, images.Width, images.Channels) != (height, width, channels))
        {
            throw new InputException(
                $"images are {images.Height}×{images.Width}×{images.Channels} but were {height}×{width}×{channels} in training", $"column '{Column}'", "resize them");
        }

        float[]? buffer = null;
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> image = images.Pixels.Packed(i).ValuesIn(ref buffer);
            Span<float> row = dense.AsSpan(i * stride + offset, centre.Length);
            for (int j = 0; j < row.Length; j++)
            {
                float value = (image[j] - centre[j]) * scale[j];
                row[j] = float.IsFinite(value) ? value : 0;
            }
        }
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(height);
        writer.Write(width);
        writer.Write(channels);
        NumberArrays.Save(writer, centre);
        NumberArrays.Save(writer, scale);
    }

    internal static ImageEncoder LoadBody(string column, BinaryReader reader) => new(
        column, reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), NumberArrays.Load<float>(reader), NumberArrays.Load<float>(reader));
}
