using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Removes the columns that tell least of the label, each looked at alone on the training labels (<see cref="ColumnAssociation"/>); the level
/// is the share of columns removed, of which one always stays. Expect little to be lost where columns are many, and rotation-invariant
/// learners to gain on trees when what is removed was useless (Grinsztajn et al. 2022).
/// </summary>
public sealed class RemovedColumns : TableIntervention
{
    public override string Id => "removed-columns";

    public override string Title => "Weakest columns removed";

    public override string Property => "weak columns";

    public override IReadOnlyList<double> Levels => [0, 0.25, 0.5];

    public override bool UsesLabels => true;

    public override string At(double level) => FormattableString.Invariant($"the {100 * level:0.#} % of columns removed that alone tell least of the label");

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        int width = block.TestFeatures.Columns.Length;
        int kept = Math.Max(1, width - (int)Math.Round(level * width));
        int[] places = [.. ColumnAssociation.Ranked(block.Train).Take(kept).Order()];
        return (features, _) => new FeatureTable(features.Modality, places.Select(place => features.Columns[place]));
    }
}
