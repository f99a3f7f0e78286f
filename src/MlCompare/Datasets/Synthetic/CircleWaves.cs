using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// A sum of a hundred waves around a circle, the k-th with power k⁻² and a random phase, plus Gaussian noise; the columns are cosine and sine of
/// the angle. The waves are the eigenfunctions of every kernel that is the same all round, so that learning curves can be computed
/// beforehand. Expect kernel methods to win, with an excess squared error that falls as n^−min(b−1, 2a) where noise allows, b = 2 here
/// (Bordelon et al. 2020; Spigler et al. 2020).
/// </summary>
public sealed class CircleWaves : SyntheticDataset
{
    private const int Waves = 100;
    private const double Deviation = 0.3;

    private readonly Lazy<double[]> phases;

    public CircleWaves()
        : base("circle-waves") => phases = new(() =>
        {
            Rng rng = TaskRng("circle-waves");
            return [.. Enumerable.Range(0, Waves).Select(_ => rng.NextDouble(0, 2 * Math.PI))];
        });

    public override string Title => "Waves on a circle";

    public override TaskKind Task => TaskKind.Regression;

    public override string Description =>
        "A hundred waves around a circle, the k-th with power 1/k², plus noise of standard deviation 0.3. Kernel methods should win.";

    /// <summary>E(y | angle).</summary>
    public double Expected(double angle)
    {
        double sum = 0;
        for (int k = 1; k <= Waves; k++)
        {
            sum += Math.Sqrt(2) / k * Math.Cos(k * angle + phases.Value[k - 1]);
        }

        return sum;
    }

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = new float[2 * rows];
        double[] expected = new double[rows], targets = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            (double sin, double cos) = Math.SinCos(rng.NextDouble(0, 2 * Math.PI));
            (x[2 * row], x[2 * row + 1]) = ((float)cos, (float)sin);
            // Of the angle that the rounded columns show.
            expected[row] = Expected(Math.Atan2(x[2 * row + 1], x[2 * row]));
            targets[row] = expected[row] + Deviation * rng.NextGaussian();
        }

        return (Table(x, 2), Labels.OfValues(targets), new Truth(expected, 1, Deviation * Deviation));
    }
}
