using MlCompare.Data;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Images;

/// <summary>The image column of a table of images.</summary>
internal sealed class ImageNetEncoder(string column, ImageScale scale, int shift, bool flip) : NetworkEncoder
{
    public string Column => column;

    public ImageScale Scale => scale;

    public override NetworkInput? Input => scale.Scale == 0 ? null : new NetworkInput.Image(scale.Height, scale.Width, scale.Channels);

    public static ImageNetEncoder Fit(FeatureTable train, int shift, bool flip)
    {
        ImageColumn images = train.Columns.OfType<ImageColumn>().First();
        return new ImageNetEncoder(
            images.Name, ImageScale.Fit(images.Pixels, images.Height, images.Width, images.Channels), shift, flip);
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        ImageColumn images = features.Columns.OfType<ImageColumn>().FirstOrDefault(image => image.Name == column)
            ?? throw new InputException($"there is no image column '{column}', which training had", "features", "give the columns of training");
        return (images.Height, images.Width, images.Channels) == (scale.Height, scale.Width, scale.Channels)
            ? new ImageRows(images.Pixels, scale, shift, flip)
            : throw new InputException(
                $"images are {images.Height}×{images.Width}×{images.Channels} but were {scale.Height}×{scale.Width}×{scale.Channels} in training",
                $"column '{column}'",
                "resize them");
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(column);
        scale.Save(writer);
        writer.Write(shift);
        writer.Write(flip);
    }

    public static ImageNetEncoder Load(BinaryReader reader) =>
        new(reader.ReadString(), ImageScale.Load(reader), reader.ReadInt32(), reader.ReadBoolean());
}
