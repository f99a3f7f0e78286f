using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// One linear rule over eight of ten uniform columns, turned into its opposite in a corner that holds a twentieth of the rows; no label noise.
/// Made for questions of confidence: who has not learned the corner is sure of itself and wrong there. Expect linear models to miss the
/// corner whole.
/// </summary>
public class TwoRegimes : SyntheticDataset
{
    private const int Width = 10;

    // (1 − edge)² / 4 of the square of the first two columns is a twentieth.
    private static readonly double Edge = 1 - Math.Sqrt(0.2);

    private readonly Lazy<double[]> weights;

    public TwoRegimes()
        : this("two-regimes")
    {
    }

    private protected TwoRegimes(string name)
        : base(name) => weights = new(() =>
        {
            Rng rng = TaskRng("two-regimes");
            return [.. Enumerable.Range(0, Width).Select(j => j < 2 ? 0 : rng.NextGaussian())];
        });

    public override string Title => "Two regimes";

    public override string Description => "A linear rule over 10 uniform columns, and its opposite in a corner with 5 % of the rows; no label noise.";

    /// <summary>The row lies in the corner where the rule is the opposite.</summary>
    public static bool IsRare(float x1, float x2) => x1 > Edge && x2 > Edge;

    /// <summary>Share of rows in the corner, by the number of the row.</summary>
    private protected virtual double RareShare(int row) => 0.05;

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = new float[rows * Width];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = x.AsSpan(row * Width, Width);
            for (int j = 0; j < Width; j++)
            {
                values[j] = (float)rng.NextDouble(-1, 1);
            }

            bool rare = rng.NextDouble() < RareShare(row);
            while (IsRare(values[0], values[1]) != rare)
            {
                (values[0], values[1]) = ((float)rng.NextDouble(-1, 1), (float)rng.NextDouble(-1, 1));
            }

            classes[row] = Dot(weights.Value, values) > 0 != rare ? 1 : 0;
        }

        (Labels labels, Truth truth) = Certain(classes, ["0", "1"]);
        return (Table(x, Width), labels, truth);
    }
}
