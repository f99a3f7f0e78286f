using MlCompare.Data;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Claims.Datasets;

/// <summary>
/// The rows of <see cref="MarkovText"/> as a table: forty columns of one letter each, so that nobody is told that neighbours belong together.
/// Expect every family to need far more rows than on the text.
/// </summary>
public sealed class MarkovLetters() : SyntheticDataset("markov-letters")
{
    public override string Title => "Markov letters, one a column";

    public override string Description => "Markov text taken apart into forty columns of one letter.";

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        (FeatureTable features, Labels labels, Truth truth) = new MarkovText { TaskSeed = TaskSeed }.Draw(rows, rng.NextUInt64());
        string[][] letters = [.. ((TextColumn)features.Columns[0]).Values.Select(text => text!.Split(' '))];
        return (
            new FeatureTable(Modality.Tabular, Enumerable.Range(0, letters[0].Length).Select(place =>
                new CategoricalColumn($"place{place + 1}", [.. letters.Select(text => text[place][0] - 'a')], ["a", "b", "c", "d"]))),
            labels,
            truth);
    }
}
