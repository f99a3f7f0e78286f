namespace MlCompare.Interventions.Structure;

/// <summary>
/// Strikes out the rarest words until they make up the level's share of the running words (counted on the test texts, without regard to
/// case and punctuation); words that the test texts lack go first. Expect learners that live on a long tail of telling words to lose most.
/// </summary>
public sealed class RareWordsRemoved : TextIntervention
{
    public override string Id => "rare-words-removed";

    public override string Title => "Rare words removed";

    public override string Property => "rare words";

    public override IReadOnlyList<double> Levels => [0, 0.2, 0.5];

    public override double MaxLevel(int classCount) => 0.95;

    public override string At(double level) => FormattableString.Invariant($"the rarest words struck out, {100 * level:0.#} % of the running text");

    private protected override Rewrite Prepare(IReadOnlyList<string[]> texts, double level, Rng rng)
    {
        KeyValuePair<string, int>[] counts = [.. texts.SelectMany(words => words).CountBy(Plain)
            .OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        double left = level * counts.Sum(pair => (double)pair.Value);
        HashSet<string> kept = new(StringComparer.Ordinal);
        foreach ((string word, int count) in counts)
        {
            left -= count;
            if (left < 0)
            {
                kept.Add(word);
            }
        }

        return (words, _) => [.. words.Where(word => kept.Contains(Plain(word)))];
    }

    private static string Plain(string word)
    {
        string letters = new([.. word.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        return letters.Length > 0 ? letters : word;
    }
}
