using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>How training time grows with the rows.</summary>
public sealed class A09KernelCost : Claim
{
    public override string Id => "a9";

    public override string Words => "Kernel methods are expensive to train on very large data.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Processor time of one fit on smooth waves at three sizes: exact kernel ridge with fixed bandwidth and ridge, boosting and network with their defaults.";

    public override string Refuter => "An exponent of the kernel of at most 1.7, or one of boosting or the network of at least 1.4.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 8 : 16;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(1.7, "Exponent of the kernel's time in the rows", read => Exponent(read, Kernel)),
        Question.Below(1.4, "Exponent of boosting's time", read => Exponent(read, Boosting)),
        Question.Below(1.4, "Exponent of the network's time", read => Exponent(read, Network)),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Processor time of a fit, smooth waves",
        "Training rows (logarithmic)",
        "Seconds (logarithmic)",
        [.. new[] { Kernel, Boosting, Network }.Select(learner => new LinePlan(Title(learner), Of(learner), [.. Sizes.Select(n => (double)n)], (read, n) => Seconds(read, learner, (int)n)))])
    {
        LogY = true,
        Unit = Unit.Number,
    };

    private static readonly int[] Sizes = [1500, 3000, 6000];

    private static double Seconds(Readings read, string learner, int rows)
    {
        Cell cell = new("smooth-waves", learner, rows) { Instrument = "fit-time" };
        return read.Of(learner == Kernel ? cell.With("shape", "gaussian").With("bandwidth", 1.0).With("ridge", 0.01) : cell, "seconds");
    }

    private static double Exponent(Readings read, string learner) =>
        Slope([.. Sizes.Select(n => Math.Log(n))], [.. Sizes.Select(n => Math.Log(Seconds(read, learner, n)))]);
}
