using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Blurs each image with a Gaussian whose standard deviation is the level times the side: fine texture goes, coarse shape stays. Expect
/// learners that live on edges and texture to lose most.
/// </summary>
public sealed class LowPass : ImageIntervention
{
    public override string Id => "low-pass";

    public override string Title => "Fine detail blurred";

    public override string Property => "fine detail";

    public override IReadOnlyList<double> Levels => [0, 0.05, 0.1];

    public override string At(double level) => FormattableString.Invariant($"images blurred over {100 * level:0.#} % of the side");

    private protected override Redraw Prepare(ImageColumn shape, double level, Rng rng)
    {
        double sigma = level * Math.Max(shape.Height, shape.Width);
        return (pixels, _) => Blur.Of(pixels, shape, sigma);
    }
}
