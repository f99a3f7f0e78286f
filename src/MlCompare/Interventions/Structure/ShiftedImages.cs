using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>Base of the shifts: each image moves by its own whole number of pixels in each direction; zeros come in at the edge.</summary>
public abstract class ShiftedImages : ImageIntervention
{
    public override IReadOnlyList<double> Levels => [0, 0.1, 0.2];

    private protected override Redraw Prepare(ImageColumn shape, double level, Rng rng)
    {
        int height = shape.Height, width = shape.Width, channels = shape.Channels;
        return (pixels, draws) =>
        {
            // Rounded outwards, so that any level above 0 moves something even in small images.
            (int down, int right) = (Steps(draws, level * height), Steps(draws, level * width));
            float[] next = new float[pixels.Length];
            (int left, int end) = (Math.Max(0, right), Math.Min(width, width + right));
            for (int y = Math.Max(0, down); y < Math.Min(height, height + down) && left < end; y++)
            {
                int source = ((y - down) * width + left - right) * channels;
                pixels.AsSpan(source, (end - left) * channels).CopyTo(next.AsSpan((y * width + left) * channels));
            }

            return next;
        };
    }

    private static int Steps(Rng draws, double most)
    {
        double drawn = draws.NextDouble(-1, 1);
        return (int)Math.Round(drawn * Math.Ceiling(most));
    }
}
