using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Random configurations of a network.</summary>
public sealed class A60ManyThingsWork : Claim
{
    private const int Draws = 8;

    private static readonly string[] Sets = ["smooth-waves", "axis-boxes"];

    public override string Id => "a60";

    public override string Words => "Many random approaches will kind of work.";

    public override string Source => "Discussion of machine learning as alchemy";

    public override string Experiment => "Eight random configurations from a network's search space, 500 rows: the share that comes within two points of the best of them.";

    public override string Refuter => "Fewer than half come within two points, on either kind of data.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [.. Sets.Select(set => Question.Above(0.5, $"Share within two points of the best, {set}", read => Share(read, set)).InPercent())];

    private static double Share(Readings read, string set)
    {
        double[] errors = [.. Enumerable.Range(0, Draws).Select(draw => read.Excess(new Cell(set, Network, 500) { Instrument = "random-options", Draw = draw }))];
        return errors.Any(double.IsNaN) ? double.NaN : errors.Count(e => e <= errors.Min() + 2 * Margin) / (double)Draws;
    }
}
