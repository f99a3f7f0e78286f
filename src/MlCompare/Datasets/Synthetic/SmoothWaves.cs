using System.Runtime.Intrinsics;
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
        float[] x = Gaussians(rows * Width, rng);
        double[] eta = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            eta[row] = Logistic(Steepness * Math.Sqrt(2.0 / Waves) * Sum(x.AsSpan(row * Width, Width)));
        }

        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }

    /// <summary>Σ of weight · cos(frequency · x + phase), four waves at a time whatever the processor, so that the order of the sum is fixed.</summary>
    private double Sum(ReadOnlySpan<float> x)
    {
        (double[] frequencies, double[] phases, double[] weights) = rule.Value;
        Vector256<double> sum = Vector256<double>.Zero;
        for (int wave = 0; wave < Waves; wave += Vector256<double>.Count)
        {
            Vector256<double> angle = Vector256.Create(phases, wave);
            for (int j = 0; j < Width; j++)
            {
                angle += Vector256.Create(frequencies, j * Waves + wave) * (double)x[j];
            }

            sum += Vector256.Create(weights, wave) * Vector256.Cos(angle);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Frequencies are Width × Waves: one column's for all waves side by side.</summary>
    private (double[], double[], double[]) MakeRule()
    {
        Rng rng = TaskRng("smooth-waves");
        double[] frequencies = new double[Width * Waves];
        for (int i = 0; i < frequencies.Length; i++)
        {
            frequencies[i % Width * Waves + i / Width] = rng.NextGaussian() / Length;
        }

        return (
            frequencies,
            [.. Enumerable.Range(0, Waves).Select(_ => rng.NextDouble(0, 2 * Math.PI))],
            [.. Enumerable.Range(0, Waves).Select(_ => rng.NextGaussian())]);
    }
}
