using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Whether wide networks are what their first tangent kernel says.</summary>
public sealed class A49TangentRegime : Claim
{
    public override string Id => "a49";

    public override string Words => "The tangent-kernel regime characterises wide networks.";

    public override string Source => "Encyclopaedia talk page on deep learning; Jacot et al. 2018";

    public override string Experiment => "One hidden layer of 32, 96 and 256 units (512 in a full run) in its standard scale, on a sine along one of ten directions: how far the kernel moves, and the network against its own linearisation and first kernel.";

    public override string Refuter => "At the largest width the kernel still moves by more than a tenth, or the network's squared error is more than 5 % off that of its first kernel.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.1, $"Relative movement of the kernel, {Widths(scale)[^1]} units", read => read.Of(Wide(Widths(scale)[^1]), "drift")),
        Question.Below(-0.25, "Exponent of that movement in the width (theory: −0.5)", read => Slope([.. Widths(scale).Select(w => Math.Log(w))], [.. Widths(scale).Select(w => Math.Log(read.Of(Wide(w), "drift")))])),
        Question.Below(RelativeMargin, $"|ln| of the ratio of squared errors, network to first kernel, {Widths(scale)[^1]} units", read => Math.Abs(Math.Log(read.Of(Wide(Widths(scale)[^1]), "network") / read.Of(Wide(Widths(scale)[^1]), "kernelBefore")))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows, 300 rows of training",
        "Units of the hidden layer (logarithmic)",
        "Mean squared error",
        new LinePlan("Network", Family.Neural, [.. Widths(scale).Select(w => (double)w)], (read, w) => read.Of(Wide((int)w), "network")),
        new LinePlan("Its linearisation", Family.Linear, [.. Widths(scale).Select(w => (double)w)], (read, w) => read.Of(Wide((int)w), "linearised")),
        new LinePlan("Its first kernel", Family.Kernel, [.. Widths(scale).Select(w => (double)w)], (read, w) => read.Of(Wide((int)w), "kernelBefore")))
    {
        Unit = Unit.Number,
    };

    private static int[] Widths(Scale scale) => scale == Scale.Quick ? [32, 96, 256] : [32, 128, 512];

    private static Cell Wide(int width) => A12LearnedKernel.Of(width, 1, 0);
}
