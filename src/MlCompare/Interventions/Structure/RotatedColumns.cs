using MlCompare.Data;
using MlCompare.Datasets.Synthetic;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Turns the axes of a table: every column becomes a mixture of all. Numbers are standardised and categories made indicators
/// (<see cref="NumericView"/>), then pairs of random directions that span the space are turned into each other, by a quarter turn at level 1,
/// when no column is left where it was. Expect trees, which cut single columns, to lose, and learners that hardly notice rotations
/// (neural networks, kernels) to stay where they were (Ng 2004; Grinsztajn et al. 2022). Texts within a table stay as they are.
/// </summary>
public sealed class RotatedColumns : TableIntervention
{
    public override string Id => "rotated-columns";

    public override string Title => "Axes rotated";

    public override string Property => "meaning of single columns (axes)";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"axes turned by {90 * level:0.#}°");

    /// <summary>x becomes x · R with R = cos θ + sin θ J, where J turns random directions in pairs and J² = −1; an odd direction stays.</summary>
    /// <returns>Row-major, width × width.</returns>
    internal static float[] Turn(int width, double level, Rng rng)
    {
        double[,] axes = RandomRotation.Draw(width, rng);
        (double sin, double cos) = Math.SinCos(level * Math.PI / 2);
        double[] turn = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            turn[i * width + i] = 1;
        }

        for (int pair = 0; pair + 1 < width; pair += 2)
        {
            for (int i = 0; i < width; i++)
            {
                (double a, double b) = (axes[i, pair], axes[i, pair + 1]);
                for (int j = 0; j < width; j++)
                {
                    (double c, double d) = (axes[j, pair], axes[j, pair + 1]);
                    turn[i * width + j] += (cos - 1) * (a * c + b * d) + sin * (a * d - b * c);
                }
            }
        }

        return [.. turn.Select(value => (float)value)];
    }

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        bool[] mixed = [.. block.TestFeatures.Columns.Select(column => column is NumericColumn or CategoricalColumn)];
        if (!mixed.Any(yes => yes))
        {
            return (features, _) => features;
        }

        NumericView view = new(Mixed(block.TestFeatures, mixed));
        float[] turn = Turn(view.Width, level, rng);
        return (features, _) => new FeatureTable(
            features.Modality, [.. Columns(view.Of(Mixed(features, mixed)), turn, view.Width), .. features.Columns.Where((_, place) => !mixed[place])]);
    }

    private static FeatureTable Mixed(FeatureTable features, bool[] mixed) =>
        new(features.Modality, features.Columns.Where((_, place) => mixed[place]));

    private static IEnumerable<NumericColumn> Columns(float[] rows, float[] turn, int width)
    {
        int count = rows.Length / width;
        float[][] columns = [.. Enumerable.Range(0, width).Select(_ => new float[count])];
        float[] turned = new float[width];
        for (int row = 0; row < count; row++)
        {
            Array.Clear(turned);
            for (int k = 0; k < width; k++)
            {
                float value = rows[row * width + k];
                ReadOnlySpan<float> line = turn.AsSpan(k * width, width);
                for (int j = 0; value != 0 && j < line.Length; j++)
                {
                    turned[j] += value * line[j];
                }
            }

            for (int j = 0; j < width; j++)
            {
                columns[j][row] = turned[j];
            }
        }

        return columns.Select((values, j) => new NumericColumn($"direction {j + 1}", values));
    }
}
