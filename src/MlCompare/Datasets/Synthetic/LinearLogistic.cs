using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Logistic regression's own world: thirty Gaussian columns, P(y = 1 | x) = logistic(4 w·x). Expect nothing to beat the linear model; a
/// family that seems to points at a flaw of the comparison.
/// </summary>
public sealed class LinearLogistic : SyntheticDataset
{
    private const int Width = 30;
    private const double Steepness = 4;

    private readonly Lazy<double[]> weights;

    public LinearLogistic()
        : base("linear-logistic") => weights = new(MakeWeights);

    public override string Title => "Linear logistic";

    public override string Description => "Logistic in a linear score of 30 Gaussian columns. Nothing should beat the linear model.";

    /// <summary>Length of 4w: the score of a row is normal with this standard deviation.</summary>
    public double ScoreDeviation => Steepness * Math.Sqrt(weights.Value.Sum(weight => weight * weight));

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = Gaussians(rows * Width, rng);
        double[] eta = [.. Enumerable.Range(0, rows).Select(row => Logistic(Steepness * Dot(weights.Value, x.AsSpan(row * Width, Width))))];
        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }

    private double[] MakeWeights()
    {
        Rng rng = TaskRng("linear-logistic");
        return [.. Enumerable.Range(0, Width).Select(_ => rng.NextGaussian() / Math.Sqrt(Width))];
    }
}
