using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Fixed features with a kernel machine against a learned network, from few images to many.</summary>
public sealed class A06HandcraftedFeatures : Claim
{
    private const string Images = "translated-patterns";

    public override string Id => "a6";

    public override string Words => "Before networks took over, hand-crafted features with a kernel machine were ahead: few data favour them, many favour the network.";

    public override string Source => "Discussion of arXiv 2604.21691, on vision before 2012";

    public override string Experiment => "Kernel on fixed local patch features with pooling against a convolutional network, on patterns in noise, from 250 rows up.";

    public override string Refuter => "The network within a point at the fewest rows, or the kernel within a point at the most.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(Margin, "Excess error of the network less that of the kernel, 250 rows", read => read.Excess(Images, "conv", 250) - read.Excess(Images, "conv-kernel", 250)).InPercent(),
        Question.Above(
            Margin,
            $"Excess error of the kernel less that of the network, {Most(scale):N0} rows",
            read => read.Excess(Images, "conv-kernel", Most(scale)) - read.Excess(Images, "conv", Most(scale))).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => Curves("Translated patterns", Images, [250, 1000, Most(scale)], "conv", "conv-kernel");
}
