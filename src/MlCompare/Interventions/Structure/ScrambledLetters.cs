namespace MlCompare.Interventions.Structure;

/// <summary>
/// Shuffles the letters of words, at each place anew; the level is the share of words. What a word is goes, what letters it has stays, as
/// with bad spelling. Expect learners of whole words to lose those words, and learners of letter groups to lose somewhat less.
/// </summary>
public sealed class ScrambledLetters : TextIntervention
{
    public override string Id => "scrambled-letters";

    public override string Title => "Letters scrambled";

    public override string Property => "spelling";

    public override IReadOnlyList<double> Levels => [0, 0.2, 0.5];

    public override string At(double level) => FormattableString.Invariant($"the letters of {100 * level:0.#} % of the words scrambled");

    private protected override Rewrite Prepare(IReadOnlyList<string[]> texts, double level, Rng rng) => (words, draws) =>
    [
        .. words.Select(word =>
        {
            bool hit = draws.NextDouble() < level;
            Rng own = new(draws.NextUInt64());
            char[] letters = word.ToCharArray();
            own.Shuffle<char>(letters);
            return hit ? new string(letters) : word;
        }),
    ];
}
