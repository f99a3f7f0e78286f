using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Cuts each image into a grid of four by four patches and shuffles them, differently in every image; the level is the share of patches that
/// take part. Texture stays, arrangement goes. Expect learners that take pixels by their place to fall to what the mean brightness
/// tells, and those that pool local patterns to keep most.
/// </summary>
public sealed class ShuffledPatches : ImageIntervention
{
    private const int Grid = 4;

    public override string Id => "shuffled-patches";

    public override string Title => "Patches shuffled";

    public override string Property => "arrangement of parts";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of a grid of patches shuffled, in every image anew");

    private protected override Redraw Prepare(ImageColumn shape, double level, Rng rng)
    {
        (int tall, int wide) = (Math.Max(1, shape.Height / Grid), Math.Max(1, shape.Width / Grid));
        int across = shape.Width / wide, patches = shape.Height / tall * across, channels = shape.Channels;
        int moved = (int)Math.Round(level * patches);
        return (pixels, draws) =>
        {
            int[] order = draws.Permutation(patches);
            int[] to = [.. order.AsSpan(0, moved)];
            draws.Shuffle<int>(to);
            float[] next = [.. pixels];
            for (int i = 0; i < moved; i++)
            {
                (int source, int target) = (Corner(order[i]), Corner(to[i]));
                for (int y = 0; y < tall; y++)
                {
                    int line = y * shape.Width * channels;
                    pixels.AsSpan(source + line, wide * channels).CopyTo(next.AsSpan(target + line));
                }
            }

            return next;
        };

        int Corner(int patch) => (patch / across * tall * shape.Width + patch % across * wide) * channels;
    }
}
