using System.Collections.Immutable;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// Texts as sparse TF-IDF rows: a block of word 1–2-grams and a block of character 3–5-grams within words, each block of Euclidean
/// length 1 (or 0). Null is an empty text. Fitted on training texts only; a row depends on its own text only.
/// </summary>
public sealed class TextVectorizer
{
    private const int ShortestGram = 3;
    private const int LongestGram = 5;
    private readonly TermWeights words;
    private readonly TermWeights characters;

    private TextVectorizer(TermWeights words, TermWeights characters)
    {
        this.words = words;
        this.characters = characters;
    }

    internal TermWeights Words => words;

    internal TermWeights Characters => characters;

    public int Width => words.Terms.Length + characters.Terms.Length;

    /// <summary>Word terms as they are, character terms between bars.</summary>
    public ImmutableArray<string> Names => [.. words.Terms, .. characters.Terms.Select(term => $"|{term}|")];

    /// <summary>Learns the terms and their document frequencies.</summary>
    /// <param name="wordFeatures">Most word terms kept, those in most texts first; 0 for none.</param>
    /// <param name="characterFeatures">Most character terms kept; 0 for none.</param>
    /// <param name="minDocumentCount">Terms in fewer texts are dropped.</param>
    public static TextVectorizer Fit(
        IReadOnlyList<string?> texts, int wordFeatures, int characterFeatures, int minDocumentCount, CancellationToken cancel = default) => new(
        TermWeights.Fit(wordFeatures > 0 ? texts : [], NGrams.Words, wordFeatures, minDocumentCount, cancel),
        TermWeights.Fit(characterFeatures > 0 ? texts : [], CutCharacters, characterFeatures, minDocumentCount, cancel));

    /// <summary>One row a text; columns as in <see cref="Names"/>.</summary>
    public SparseRows Transform(IReadOnlyList<string?> texts)
    {
        int[] starts = new int[texts.Count + 1];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < texts.Count; i++)
        {
            words.Append(texts[i], 0, columns, values);
            characters.Append(texts[i], words.Terms.Length, columns, values);
            starts[i + 1] = columns.Count;
        }

        return new SparseRows(Width, starts, [.. columns], [.. values]);
    }

    public void Save(BinaryWriter writer)
    {
        words.Save(writer);
        characters.Save(writer);
    }

    public static TextVectorizer Load(BinaryReader reader) =>
        new(TermWeights.Load(reader, NGrams.Words), TermWeights.Load(reader, CutCharacters));

    private static void CutCharacters(string text, NGramVisitor visit) => NGrams.Characters(text, ShortestGram, LongestGram, visit);
}
