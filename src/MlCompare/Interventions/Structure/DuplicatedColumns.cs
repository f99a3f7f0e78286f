using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Repeats a random quarter of the columns; the level is the number of copies as a share of the columns there are. Nothing is added and
/// nothing lost. Expect trees to notice little, and learners that go by distances to give the repeated columns a weight that they do not earn.
/// </summary>
public sealed class DuplicatedColumns : TableIntervention
{
    private const int Part = 4;

    public override string Id => "duplicated-columns";

    public override string Title => "Columns repeated";

    public override string Property => "each column once";

    public override IReadOnlyList<double> Levels => [0, 1, 3];

    public override double MaxLevel(int classCount) => 100;

    public override string At(double level) => FormattableString.Invariant($"a random quarter of the columns repeated, {level:0.##} copies for each column there is");

    private protected override Change Prepare(Block block, double level, Rng rng)
    {
        int width = block.TestFeatures.Columns.Length;
        int[] repeated = rng.Permutation(width)[..Math.Max(1, width / Part)];
        int copies = (int)Math.Ceiling(level * width);
        return (features, _) => new FeatureTable(
            features.Modality,
            [.. features.Columns, .. Enumerable.Range(0, copies).Select(i => Renamed(features.Columns[repeated[i % repeated.Length]], $" (copy {i / repeated.Length + 1})"))]);
    }

    private static Column Renamed(Column column, string suffix) => column switch
    {
        NumericColumn numeric => new NumericColumn(numeric.Name + suffix, numeric.Values),
        CategoricalColumn categories => new CategoricalColumn(categories.Name + suffix, categories.Codes, categories.Levels, categories.Ordered),
        TextColumn texts => new TextColumn(texts.Name + suffix, texts.Values),
        _ => throw new NotSupportedException($"A table has no {column.GetType().Name}."),
    };
}
