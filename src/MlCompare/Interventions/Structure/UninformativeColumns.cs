using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Adds Gaussian columns that know nothing of the label; the level is their number as a share of the columns there are. Each has mean and
/// spread of a numeric column of the table. Expect rotation-invariant learners to need rows in proportion to the width, and trees only in its
/// logarithm (Ng 2004; Grinsztajn et al. 2022).
/// </summary>
public sealed class UninformativeColumns : TableIntervention
{
    // Quartiles of the normal distribution are this many standard deviations apart.
    private const double NormalQuartiles = 1.349;

    public override string Id => "uninformative-columns";

    public override string Title => "Useless columns added";

    public override string Property => "absence of useless columns";

    public override IReadOnlyList<double> Levels => [0, 1, 3];

    public override double MaxLevel(int classCount) => 100;

    public override string At(double level) => FormattableString.Invariant($"useless columns added, {level:0.##} for each column there is");

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        NumericColumn[] models = [.. block.TestFeatures.Columns.OfType<NumericColumn>()];
        int added = (int)Math.Ceiling(level * block.TestFeatures.Columns.Length);
        (double Mean, double Deviation)[] shapes = [.. Enumerable.Range(0, added).Select(_ =>
            models.Length == 0 ? (0, 1) : Shape(models[rng.NextInt(models.Length)].Values))];
        return (features, draws) =>
        {
            float[][] columns = [.. shapes.Select(_ => new float[features.Count])];
            for (int row = 0; row < features.Count; row++)
            {
                Rng own = draws.Of(row);
                for (int j = 0; j < added; j++)
                {
                    columns[j][row] = (float)(shapes[j].Mean + shapes[j].Deviation * own.NextGaussian());
                }
            }

            return new FeatureTable(
                features.Modality, [.. features.Columns, .. columns.Select((values, j) => new NumericColumn($"useless column {j + 1}", values))]);
        };
    }

    private static (double Mean, double Deviation) Shape(float[] values)
    {
        float[] sorted = [.. values.Where(float.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return (0, 1);
        }

        double quartiles = sorted[(sorted.Length - 1) * 3 / 4] - (double)sorted[(sorted.Length - 1) / 4];
        return (sorted.Average(value => (double)value), quartiles > 0 ? quartiles / NormalQuartiles : 1);
    }
}
