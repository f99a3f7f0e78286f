using MlCompare.Data;
using MlCompare.Data.Images;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>Base of the interventions on the structure of images: each image becomes another one of the same size.</summary>
public abstract class ImageIntervention : StructureIntervention
{
    public override bool Supports(Modality modality, TaskKind task) => modality == Modality.Image;

    /// <summary>A new image from pixels in the layout of <see cref="ImageColumn"/> and a generator of its own.</summary>
    private protected delegate float[] Redraw(float[] pixels, Rng draws);

    private protected abstract Redraw Prepare(ImageColumn shape, double level, Rng rng);

    private protected sealed override Change Prepare(Block block, double level, Rng rng)
    {
        Redraw[] redraws = [.. block.TestFeatures.Columns.Select(column => Prepare((ImageColumn)column, level, rng))];
        return (features, draws) => new FeatureTable(features.Modality, features.Columns.Select((column, place) =>
        {
            ImageColumn image = (ImageColumn)column;
            if (image.Pixels.OnDemand)
            {
                Redrawn redrawn = new(image.Pixels, (pixels, row) => redraws[place](pixels, draws.Of(row)));
                return new ImageColumn(image.Name, redrawn.Rows(image.Count), image.Height, image.Width, image.Channels);
            }

            float[][] pixels = new float[image.Count][];
            for (int row = 0; row < pixels.Length; row++)
            {
                pixels[row] = redraws[place](image.Pixels[row], draws.Of(row));
            }

            return new ImageColumn(image.Name, pixels, image.Height, image.Width, image.Channels);
        }));
    }

    /// <summary>Images that are in files are changed when they are asked for, as they are decoded.</summary>
    private sealed class Redrawn(PixelRows pixels, Func<float[], int, float[]> redraw) : ImageSource
    {
        public override PackedImage Make(int item) => PackedImage.Of(redraw(pixels[item], item));
    }
}
