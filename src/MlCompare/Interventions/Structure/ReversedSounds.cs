namespace MlCompare.Interventions.Structure;

/// <summary>
/// Plays sounds backwards; the level is the share of each sound, from its beginning, that is turned round. The spectrum stays, the direction of
/// time goes. Expect little unless attack and decay matter.
/// </summary>
public sealed class ReversedSounds : SoundIntervention
{
    public override string Id => "reversed-sounds";

    public override string Title => "Sounds reversed";

    public override string Property => "direction of time";

    public override IReadOnlyList<double> Levels => [0, 0.5, 1];

    public override string At(double level) => FormattableString.Invariant($"the first {100 * level:0.#} % of each sound played backwards");

    private protected override Replay Prepare(double level) => (samples, _) =>
    {
        float[] next = [.. samples];
        Array.Reverse(next, 0, (int)Math.Round(level * samples.Length));
        return next;
    };
}
