using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Takes away what a blur over a twelfth of the side leaves of each image, except its mean; the level is the share taken. Edges and texture
/// stay, coarse brightness goes. Expect learners that compare pixels by distance to lose most, for large areas of brightness dominate it.
/// </summary>
public sealed class HighPass : ImageIntervention
{
    private const int Part = 12;

    public override string Id => "high-pass";

    public override string Title => "Coarse shape removed";

    public override string Property => "coarse shape and brightness";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of what a blur leaves taken out of each image");

    private protected override Redraw Prepare(ImageColumn shape, double level, Rng rng)
    {
        double sigma = Math.Max(1, Math.Max(shape.Height, shape.Width) / (double)Part);
        return (pixels, _) =>
        {
            float[] coarse = Blur.Of(pixels, shape, sigma);
            float[] means = [.. Enumerable.Range(0, shape.Channels).Select(channel =>
                (float)Enumerable.Range(0, pixels.Length / shape.Channels).Average(i => (double)coarse[i * shape.Channels + channel]))];
            return [.. pixels.Select((value, i) => value - (float)level * (coarse[i] - means[i % shape.Channels]))];
        };
    }
}
