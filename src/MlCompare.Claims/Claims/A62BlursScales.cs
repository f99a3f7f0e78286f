using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A slow and a fast wave in one column.</summary>
public sealed class A62BlursScales : Claim
{
    public override string Id => "a62";

    public override string Words => "Simple models blur over the scales of the data; networks fit several at once.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "A slow and a twelve times faster wave of equal power in one column, 60 rows: what a Gaussian kernel of one bandwidth (chosen by leave-one-out) and a network miss of each.";

    public override string Refuter => "The kernel misses less than a quarter of its worse wave, or the network misses a quarter or more of either.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.25, "What the kernel of one bandwidth misses of the wave it fits worse", read => Math.Max(Missed(read, Kernel, "slow"), Missed(read, Kernel, "fast"))),
        Question.Below(0.25, "What the network misses of the wave it fits worse", read => Math.Max(Missed(read, Network, "slow"), Missed(read, Network, "fast"))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Power missed, 60 rows",
        "Wave",
        "Share of its power",
        [.. new[] { Kernel, Network, Boosting }.Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1], (read, i) => Missed(read, learner, i == 0 ? "slow" : "fast")))])
    {
        Categories = ["Slow", "Twelve times faster"],
    };

    private static double Missed(Readings read, string learner, string wave)
    {
        Cell cell = new("", learner, 60) { Instrument = "two-scales" };
        return read.Of(learner == Kernel ? cell.With("shape", "gaussian") : cell, wave);
    }
}
