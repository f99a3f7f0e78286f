namespace MlCompare.Interventions.Structure;

/// <summary>
/// Shuffles words within each text; the level is the share of words that take part. Which words there are stays, their order goes. Expect
/// learners that count single words to notice nothing, and those that read pairs or sequences to lose what order was worth.
/// </summary>
public sealed class ShuffledWords : TextIntervention
{
    public override string Id => "shuffled-words";

    public override string Title => "Words shuffled";

    public override string Property => "order of words";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of the words shuffled within each text");

    private protected override Rewrite Prepare(IReadOnlyList<string[]> texts, double level, Rng rng) => (words, draws) =>
    {
        bool[] moved = [.. words.Select(_ => draws.NextDouble() < level)];
        int[] places = [.. Enumerable.Range(0, words.Length).Where(place => moved[place])];
        int[] from = [.. places];
        draws.Shuffle<int>(from);
        string[] next = [.. words];
        foreach ((int i, int place) in places.Index())
        {
            next[place] = words[from[i]];
        }

        return next;
    };
}
