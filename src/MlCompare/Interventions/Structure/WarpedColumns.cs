using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Bends the scale of every numeric column: order is kept, distances are not. With z the value in quartile distances from the median, it
/// becomes (e^(tz) − 1)/t at level t, or its mirror image. Expect trees to notice nothing, for only order counts to them, and learners that
/// go by distances or sums to lose (McElfresh et al. 2023 on irregular columns).
/// </summary>
public sealed class WarpedColumns : TableIntervention
{
    // Farther out, values move closer to this many quartile distances: the exponential of a far outlier is no number.
    private const double Farthest = 8;

    public override string Id => "warped-columns";

    public override string Title => "Scales bent";

    public override string Property => "even scale of columns";

    public override IReadOnlyList<double> Levels => [0, 1, 2];

    public override double MaxLevel(int classCount) => 4;

    public override string At(double level) => FormattableString.Invariant($"the scale of each number bent exponentially, {Math.Exp(level):0.#}-fold for each quartile distance");

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        (double Median, double Spread, bool Mirrored)[] scales = [.. block.TestFeatures.Columns.Select(column => Scale(column, rng.NextDouble() < 0.5))];
        return (features, _) => new FeatureTable(features.Modality, features.Columns.Select((column, place) => column is not NumericColumn numeric
            ? column
            : new NumericColumn(numeric.Name, [.. numeric.Values.Select(value => Bend(value, scales[place], level))])));
    }

    private static (double Median, double Spread, bool Mirrored) Scale(Column column, bool mirrored)
    {
        float[] sorted = column is NumericColumn numeric ? [.. numeric.Values.Where(float.IsFinite).Order()] : [];
        if (sorted.Length == 0)
        {
            return (0, 1, mirrored);
        }

        double quartiles = sorted[(sorted.Length - 1) * 3 / 4] - (double)sorted[(sorted.Length - 1) / 4];
        double range = sorted[^1] - (double)sorted[0];
        return (sorted[(sorted.Length - 1) / 2], quartiles > 0 ? quartiles : range > 0 ? range : 1, mirrored);
    }

    private static float Bend(float value, (double Median, double Spread, bool Mirrored) scale, double level)
    {
        double z = (scale.Mirrored ? -1 : 1) * (value - scale.Median) / scale.Spread;
        double near = z / Math.Sqrt(1 + z * z / (Farthest * Farthest));
        return (float)((scale.Mirrored ? -1 : 1) * (Math.Exp(level * near) - 1) / level);
    }
}
