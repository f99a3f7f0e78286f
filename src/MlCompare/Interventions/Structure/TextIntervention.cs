using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>Base of the interventions on the structure of texts: each text becomes another one, word by word.</summary>
public abstract class TextIntervention : StructureIntervention
{
    public override bool Supports(Modality modality, TaskKind task) => modality == Modality.Text;

    /// <summary>New words from the words of one text and a generator of its own.</summary>
    private protected delegate string[] Rewrite(string[] words, Rng draws);

    /// <param name="texts">The test texts, as their words.</param>
    private protected abstract Rewrite Prepare(IReadOnlyList<string[]> texts, double level, Rng rng);

    private protected sealed override Change Prepare(Block block, double level, Rng rng)
    {
        Rewrite[] rewrites = [.. block.TestFeatures.Columns.Select(column => Prepare([.. ((TextColumn)column).Values.Select(Words)], level, rng))];
        return (features, draws) => new FeatureTable(features.Modality, features.Columns.Select((column, place) =>
        {
            TextColumn texts = (TextColumn)column;
            return new TextColumn(texts.Name, [.. texts.Values.Select((text, row) =>
                text is null ? null : string.Join(' ', rewrites[place](Words(text), draws.Of(row))))]);
        }));
    }

    /// <summary>What white space parts.</summary>
    private static string[] Words(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
