using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>From how many rows on the architecture matters.</summary>
public sealed class A21ScaleForArchitecture : Claim
{
    private const string Images = "translated-patterns";

    public override string Id => "a21";

    public override string Words => "Without a stupid amount of data the architecture is irrelevant.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Convolutional network against multilayer perceptron on patterns in noise, from 250 rows up.";

    public override string Refuter => "The architecture makes more than a point at 250 rows already.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(Margin, "Excess error of the perceptron less that of the convolutional network, 250 rows", read => Effect(read, 250)).InPercent(),
        Question.Above(Margin, $"Excess error of the perceptron less that of the convolutional network, {Most(scale):N0} rows", read => Effect(read, Most(scale))).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => Curves("Translated patterns", Images, Rows(scale), "conv", Network);

    private static double Effect(Readings read, int rows) => read.Excess(Images, Network, rows) - read.Excess(Images, "conv", rows);
}
