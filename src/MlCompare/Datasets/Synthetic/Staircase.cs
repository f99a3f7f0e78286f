using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Logistic in x₁ + x₁x₂ + x₁x₂x₃ + x₁x₂x₃x₄ of thirty random signs (Abbe et al. 2022): each step up the staircase can be seen from the step below.
/// Expect trees, which go one column at a time, to be exact, and kernel methods to lag.
/// </summary>
public sealed class Staircase : SyntheticDataset
{
    private const int Width = 30, Steps = 4;
    private const double Steepness = 2;

    private readonly Lazy<int[]> order;

    public Staircase()
        : base("staircase") => order = new(() => TaskRng("staircase").Permutation(Width)[..Steps]);

    public override string Title => "Staircase of signs";

    public override string Description => "Logistic in a sum of nested products of 4 among 30 random signs. Boosting should win.";

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = Signs(rows * Width, rng);
        double[] eta = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            double product = 1, sum = 0;
            foreach (int column in order.Value)
            {
                product *= x[row * Width + column];
                sum += product;
            }

            eta[row] = Logistic(Steepness * sum);
        }

        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(x, Width), labels, truth);
    }
}
