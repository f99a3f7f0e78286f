using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Moves pixels to other places, by one permutation that is the same for every image; the level is the share of places that take part. All
/// that a pixel says is still there, only its neighbours are gone. Expect convolutional networks to lose, and learners that take pixels as
/// a list (kernels, trees, MLPs) to notice nothing.
/// </summary>
public sealed class PermutedPixels : ImageIntervention
{
    public override string Id => "permuted-pixels";

    public override string Title => "Pixels permuted";

    public override string Property => "neighbourhood of pixels";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of the pixels moved, the same way in every image");

    private protected override Redraw Prepare(ImageColumn shape, double level, Rng rng)
    {
        int places = shape.Height * shape.Width, channels = shape.Channels;
        int[] order = rng.Permutation(places);
        int moved = (int)Math.Round(level * places);
        int[] from = [.. Enumerable.Range(0, places)];
        for (int i = 0; i < moved; i++)
        {
            // One cycle through the places that take part: none of them keeps its pixel.
            from[order[i]] = order[(i + 1) % moved];
        }

        return (pixels, _) =>
        {
            float[] next = new float[pixels.Length];
            for (int place = 0; place < places; place++)
            {
                pixels.AsSpan(from[place] * channels, channels).CopyTo(next.AsSpan(place * channels));
            }

            return next;
        };
    }
}
