using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// The sign of sin(2 w·x) for one direction w among thirty Gaussian columns; no label noise. Expect neural networks to win from about
/// 2,000 rows on, once they find the direction (Ben Arous et al. 2021; Damian et al. 2022), and linear models and kernel methods before.
/// </summary>
public sealed class SingleIndex : SyntheticDataset
{
    private const int Width = 30;

    private readonly Lazy<double[]> direction;

    public SingleIndex()
        : base("single-index") => direction = new(MakeDirection);

    public override string Title => "Single index";

    public override string Description =>
        "The sign of a sine along one direction of 30 Gaussian columns; no label noise. Neural networks should win, given rows.";

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = Gaussians(rows * Width, rng);
        double[] eta = [.. Enumerable.Range(0, rows).Select(row =>
            Math.Sin(2 * Dot(direction.Value, x.AsSpan(row * Width, Width))) > 0 ? 1.0 : 0)];
        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }

    private double[] MakeDirection()
    {
        Rng rng = TaskRng("single-index");
        double[] w = [.. Enumerable.Range(0, Width).Select(_ => rng.NextGaussian())];
        double norm = Math.Sqrt(w.Sum(value => value * value));
        return [.. w.Select(value => value / norm)];
    }
}
