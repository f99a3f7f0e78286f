using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Logistic in z₁ + 1.5 z₁z₂ + z₂z₃ of three orthogonal directions z among forty Gaussian columns. Expect kernel methods to lead with few rows
/// and neural networks (and kernels that learn their metric) to overtake them once they find the three directions (Damian et al. 2022).
/// </summary>
public sealed class MultiIndex : SyntheticDataset
{
    private const int Width = 40, Directions = 3;
    private const double Steepness = 4;

    private readonly Lazy<double[][]> directions;

    public MultiIndex()
        : base("multi-index") => directions = new(MakeDirections);

    public override string Title => "Three directions";

    public override string Description =>
        "Logistic in products of 3 orthogonal directions among 40 Gaussian columns. Neural networks should win, given rows.";

    /// <summary>Orthonormal.</summary>
    public IReadOnlyList<double[]> Axes => directions.Value;

    /// <summary>P(y = 1) given the three coordinates.</summary>
    public static double Eta(double z1, double z2, double z3) => Logistic(Steepness * (z1 + 1.5 * z1 * z2 + z2 * z3));

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = Gaussians(rows * Width, rng);
        double[] eta = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.AsSpan(row * Width, Width);
            eta[row] = Eta(Dot(directions.Value[0], values), Dot(directions.Value[1], values), Dot(directions.Value[2], values));
        }

        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }

    private double[][] MakeDirections()
    {
        double[,] rotation = RandomRotation.Draw(Width, TaskRng("multi-index"));
        return [.. Enumerable.Range(0, Directions).Select(k => Enumerable.Range(0, Width).Select(j => rotation[j, k]).ToArray())];
    }
}
