using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// A smooth random function of ten Gaussian columns: 2,000 random Fourier features, which is nearly a draw from a Gaussian process
/// with a Gaussian kernel of length 2.5. Expect kernel methods to win: the target comes from their own prior.
/// </summary>
public sealed class SmoothWaves : SyntheticDataset
{
    private const int Width = 10, Waves = 2000;
    private const double Length = 2.5, Steepness = 6;

    private readonly Lazy<(double[] Frequencies, double[] Phases, double[] Weights)> rule;

    public SmoothWaves()
        : base("smooth-waves") => rule = new(MakeRule);

    public override string Title => "Smooth waves";

    public override string Description =>
        "Logistic in a smooth random function of 10 Gaussian columns (random Fourier features, length 2.5). Kernel methods should win.";

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        (double[] frequencies, double[] phases, double[] weights) = rule.Value;
        float[] x = Gaussians(rows * Width, rng);
        double[] eta = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.AsSpan(row * Width, Width);
            double sum = 0;
            for (int wave = 0; wave < Waves; wave++)
            {
                sum += weights[wave] * Math.Cos(Dot(frequencies.AsSpan(wave * Width, Width), values) + phases[wave]);
            }

            eta[row] = Logistic(Steepness * Math.Sqrt(2.0 / Waves) * sum);
        }

        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }

    private (double[], double[], double[]) MakeRule()
    {
        Rng rng = TaskRng("smooth-waves");
        return (
            [.. Enumerable.Range(0, Waves * Width).Select(_ => rng.NextGaussian() / Length)],
            [.. Enumerable.Range(0, Waves).Select(_ => rng.NextDouble(0, 2 * Math.PI))],
            [.. Enumerable.Range(0, Waves).Select(_ => rng.NextGaussian())]);
    }
}
