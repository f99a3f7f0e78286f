using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Encoders;

/// <summary>Images as what two layers of <see cref="PatchLayer"/> see, averaged over a grid of places.</summary>
internal sealed class PatchEncoder(string column, int height, int width, int channels, int grid, PatchLayer[] layers) : ColumnEncoder(column)
{
    internal const byte KindCode = 6;

    // Patches that centres are found among: 40 for each of 256, or a few of every image.
    private const int Patches = 10_000, PatchesOfImage = 30, Images = 1000;

    // Numbers of an image that a saved model may claim: room is made for its patches at once.
    private const int LargestImage = 1 << 20, MostFilters = 1 << 10;

    private readonly int size = Size(height, width, layers, grid);

    public static PatchEncoder? Fit(ImageColumn column, PatchOptions options, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "patches"));
        PatchMap[] maps = [.. column.Pixels.Take(Images).Select(pixels => Map(pixels, column.Height, column.Width, column.Channels))];
        List<PatchLayer> layers = [];
        for (int layer = 0; layer < 2; layer++)
        {
            PatchLayer fitted = PatchLayer.Fit(
                maps, layer == 0 ? options.Side : options.SecondSide, layer == 0 ? options.Filters : options.SecondFilters, Stride(maps[0]),
                layer == 0, options.Width, Math.Min(Patches, PatchesOfImage * maps.Length), rng, cancel);
            if (fitted.Filters == 0)
            {
                break;
            }

            layers.Add(fitted);
            for (int i = 0; i < maps.Length && layer == 0; i++)
            {
                cancel.ThrowIfCancellationRequested();
                maps[i] = fitted.Apply(maps[i]);
            }
        }

        return layers.Count == 0 ? null : new PatchEncoder(column.Name, column.Height, column.Width, column.Channels, options.Grid, [.. layers]);
    }

    /// <summary>Height, width and channels of the images.</summary>
    public (int Height, int Width, int Channels) Shape => (height, width, channels);

    /// <summary>Parts along a side over which the last layer is averaged.</summary>
    public int Grid => grid;

    public PatchLayer[] Layers => layers;

    public override int DenseWidth => size;

    public override ImmutableArray<string> DenseNames => [.. Enumerable.Range(0, size).Select(i => $"{Column}[patches {i}]")];

    public override void Encode(Column column, float[] dense, int offset, int stride) => Encode(column, dense, offset, stride, 1, CancellationToken.None);

    public override void Encode(Column column, float[] dense, int offset, int stride, int threads, CancellationToken cancel)
    {
        ImageColumn images = Require<ImageColumn>(column);
        if ((images.Height, images.Width, images.Channels) != (height, width, channels))
        {
            throw new InputException(
                $"images are {images.Height}×{images.Width}×{images.Channels} but were {height}×{width}×{channels} in training", $"column '{Column}'", "resize them");
        }

        Stripes.Run(images.Count, threads, cancel, i =>
            Means(Map(images.Pixels[i], height, width, channels), layers, grid).CopyTo(dense.AsSpan(i * stride + offset)));
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(height);
        writer.Write(width);
        writer.Write(channels);
        writer.Write(grid);
        writer.Write(layers.Length);
        foreach (PatchLayer layer in layers)
        {
            layer.Save(writer);
        }
    }

    /// <exception cref="InvalidDataException">An image or a grid of a size that cannot be.</exception>
    internal static PatchEncoder LoadBody(string column, BinaryReader reader)
    {
        (int height, int width, int channels, int grid) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        if (Math.Min(Math.Min(height, width), Math.Min(channels, grid)) < 1 || grid > Math.Max(height, width) || (Int128)height * width * channels > LargestImage)
        {
            throw new InvalidDataException($"Images of {height} × {width} × {channels} in a grid of {grid} are announced.");
        }

        PatchLayer[] layers = [.. Enumerable.Range(0, NumberArrays.Count(reader)).Select(_ => PatchLayer.Load(reader))];
        int seen = channels;
        foreach (PatchLayer layer in layers)
        {
            seen = layer.Channels == seen ? layer.Filters : 0;
        }

        return layers.Length > 0 && seen > 0 && (long)height * width * seen <= LargestImage * (long)MostFilters
            ? new PatchEncoder(column, height, width, channels, grid, layers)
            : throw new InvalidDataException($"Layers of patches do not follow each other: {layers.Length} of them on {channels} channels.");
    }

    /// <summary>Of what <see cref="Means"/> gives.</summary>
    private static int Size(int height, int width, PatchLayer[] layers, int grid)
    {
        foreach (PatchLayer layer in layers)
        {
            (height, width) = (layer.Places(height), layer.Places(width));
        }

        return Math.Min(grid, height) * Math.Min(grid, width) * layers[^1].Filters;
    }

    private static float[] Means(PatchMap map, PatchLayer[] layers, int grid) => layers.Aggregate(map, (seen, layer) => layer.Apply(seen)).Average(grid);

    private static PatchMap Map(float[] pixels, int height, int width, int channels) =>
        new([.. pixels.Select(pixel => float.IsFinite(pixel) ? pixel : 0)], height, width, channels);

    // Small pictures keep all places.
    private static int Stride(PatchMap map) => Math.Min(map.Height, map.Width) >= 12 ? 2 : 1;
}
