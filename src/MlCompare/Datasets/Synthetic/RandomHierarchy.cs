using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// A random grammar of three levels (Cagnetta et al. 2023): each of four classes, and each of eight symbols on the levels below, is written as
/// one of four pairs of symbols, which no other shares; eight symbols remain, one a column. Expect deep networks that are local in the
/// columns to need some 4·4³ rows, and shallow learners, which must learn whole strings, many times that.
/// </summary>
public sealed class RandomHierarchy : SyntheticDataset
{
    /// <summary>Symbols on each level.</summary>
    public const int Symbols = 8;

    private const int Classes = 4, Synonyms = 4, Depth = 3;

    private readonly Lazy<(int Left, int Right)[][][]> rules;

    public RandomHierarchy()
        : base("random-hierarchy") => rules = new(MakeRules);

    public override string Title => "Random hierarchy";

    public override TaskKind Task => TaskKind.Multiclass;

    public override string Description =>
        "A random grammar of three levels, four synonyms each, spelled out in 8 columns of 8 symbols; no label noise. Deep local networks should win.";

    /// <summary>For each level from the top: symbol → its pairs.</summary>
    public IReadOnlyList<(int Left, int Right)[][]> Rules => rules.Value;

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        int width = 1 << Depth;
        int[][] columns = [.. Enumerable.Range(0, width).Select(_ => new int[rows])];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            classes[row] = rng.NextInt(Classes);
            int[] word = [classes[row]];
            foreach ((int Left, int Right)[][] level in rules.Value)
            {
                word = [.. word.SelectMany(symbol =>
                {
                    (int left, int right) = level[symbol][rng.NextInt(Synonyms)];
                    return new[] { left, right };
                })];
            }

            for (int j = 0; j < width; j++)
            {
                columns[j][row] = word[j];
            }
        }

        (Labels labels, Truth truth) = Certain(classes, ["A", "B", "C", "D"]);
        return (
            new FeatureTable(Modality.Tabular, columns.Select((codes, j) => new CategoricalColumn($"place{j + 1}", codes, ["a", "b", "c", "d", "e", "f", "g", "h"]))),
            labels,
            truth);
    }

    private (int, int)[][][] MakeRules()
    {
        Rng rng = TaskRng("random-hierarchy");
        return [.. Enumerable.Range(0, Depth).Select(level =>
        {
            int[] pairs = rng.Permutation(Symbols * Symbols);
            return Enumerable.Range(0, level == 0 ? Classes : Symbols)
                .Select(symbol => Enumerable.Range(0, Synonyms).Select(i => pairs[symbol * Synonyms + i]).Select(pair => (pair / Symbols, pair % Symbols)).ToArray())
                .ToArray();
        })];
    }
}
