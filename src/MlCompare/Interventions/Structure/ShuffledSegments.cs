namespace MlCompare.Interventions.Structure;

/// <summary>
/// Cuts each sound into sixteen equal segments and shuffles them; the level is the share of segments that take part. What is heard
/// stays, when it is heard goes. Expect learners that average over time to notice little, and those that follow the course of a word to lose.
/// </summary>
public sealed class ShuffledSegments : SoundIntervention
{
    private const int Segments = 16;

    public override string Id => "shuffled-segments";

    public override string Title => "Segments shuffled";

    public override string Property => "course of time";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"{100 * level:0.#} % of sixteen segments of each sound shuffled");

    private protected override Replay Prepare(double level) => (samples, draws) =>
    {
        int length = samples.Length / Segments;
        int[] order = draws.Permutation(Segments);
        int[] from = [.. order.AsSpan(0, (int)Math.Round(level * Segments))];
        int[] to = [.. from];
        draws.Shuffle<int>(to);
        float[] next = [.. samples];
        for (int i = 0; i < from.Length; i++)
        {
            samples.AsSpan(from[i] * length, length).CopyTo(next.AsSpan(to[i] * length));
        }

        return next;
    };
}
