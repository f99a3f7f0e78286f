using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Blanks entries of a table completely at random; the level is the share blanked, and what a lower level blanks a higher one does too.
/// Expect trees that send missing values their own way to lose least.
/// </summary>
public sealed class MissingValues : TableIntervention
{
    public override string Id => "missing-values";

    public override string Title => "Entries blanked";

    public override string Property => "complete rows";

    public override IReadOnlyList<double> Levels => [0, 0.1, 0.3];

    public override double MaxLevel(int classCount) => 0.95;

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of all entries blanked at random");

    private protected override Change Prepare(Block block, double level, Rng rng) => (features, draws) =>
    {
        bool[][] blank = [.. features.Columns.Select(_ => new bool[features.Count])];
        for (int row = 0; row < features.Count; row++)
        {
            Rng own = draws.Of(row);
            foreach (bool[] column in blank)
            {
                column[row] = own.NextDouble() < level;
            }
        }

        return new FeatureTable(features.Modality, features.Columns.Select((column, place) => Blanked(column, blank[place])));
    };

    private static Column Blanked(Column column, bool[] blank) => column switch
    {
        NumericColumn numeric => new NumericColumn(numeric.Name, [.. numeric.Values.Select((value, row) => blank[row] ? float.NaN : value)]),
        CategoricalColumn categories => new CategoricalColumn(
            categories.Name, [.. categories.Codes.Select((code, row) => blank[row] ? -1 : code)], categories.Levels, categories.Ordered),
        TextColumn texts => new TextColumn(texts.Name, [.. texts.Values.Select((text, row) => blank[row] ? null : text)]),
        _ => column,
    };
}
