using MlCompare.Data;
using MlCompare.Data.Rows;
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
            ValueRows redrawn = image.Pixels.Change((pixels, row) => redraws[place](pixels, draws.Of(row)));
            return new ImageColumn(image.Name, redrawn, image.Height, image.Width, image.Channels);
        }));
    }
}
