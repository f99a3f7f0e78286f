using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Writes numbers coarsely: each numeric column keeps one value for each share of its rows that the level names, the median of that
/// share (level 0.05: twenty values). Expect little for trees, which cut coarsely anyway, and a loss where the target follows
/// fine differences.
/// </summary>
public sealed class CoarseColumns : TableIntervention
{
    public override string Id => "coarse-columns";

    public override string Title => "Numbers made coarse";

    public override string Property => "fine differences of numbers";

    public override IReadOnlyList<double> Levels => [0, 0.05, 0.25];

    public override double MaxLevel(int classCount) => 0.5;

    public override string At(double level) => FormattableString.Invariant($"numbers reduced to {Values(level)} values a column");

    private static int Values(double level) => (int)Math.Ceiling(1 / level - 1e-9);

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        (float[] Cuts, float[] Medians)[] grids = [.. block.TestFeatures.Columns.Select(column => Grid(column, Values(level)))];
        return (features, _) => new FeatureTable(features.Modality, features.Columns.Select((column, place) => column is not NumericColumn numeric
            ? column
            : new NumericColumn(numeric.Name, [.. numeric.Values.Select(value => Coarse(value, grids[place]))])));
    }

    /// <summary>Groups begin at the cuts; equal values are never parted, so that groups may be fewer.</summary>
    private static (float[] Cuts, float[] Medians) Grid(Column column, int values)
    {
        float[] sorted = column is NumericColumn numeric ? [.. numeric.Values.Where(float.IsFinite).Order()] : [];
        if (sorted.Length == 0)
        {
            return ([], []);
        }

        float[] cuts = [.. Enumerable.Range(1, values - 1).Select(i => sorted[(int)((long)i * sorted.Length / values)]).Where(cut => cut > sorted[0]).Distinct()];
        float[][] groups = [.. Enumerable.Range(0, cuts.Length + 1).Select(i =>
            sorted.Where(value => (i == 0 || value >= cuts[i - 1]) && (i == cuts.Length || value < cuts[i])).ToArray())];
        return (cuts, [.. groups.Select(group => group[group.Length / 2])]);
    }

    private static float Coarse(float value, (float[] Cuts, float[] Medians) grid)
    {
        if (!float.IsFinite(value) || grid.Medians.Length == 0)
        {
            return value;
        }

        int at = Array.BinarySearch(grid.Cuts, value);
        return grid.Medians[at >= 0 ? at + 1 : ~at];
    }
}
