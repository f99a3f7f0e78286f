using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>One huge hidden layer against a smaller network of the right shape.</summary>
public sealed class A14DepthMatters : Claim
{
    private const string Images = "translated-patterns";

    public override string Id => "a14";

    public override string Words => "A gigantic two-layer network is not enough.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Patterns in noise: one hidden layer of 2,048 units (300,000 weights) against a convolutional network of fewer weights, at two sizes.";

    public override string Refuter => "The two-layer network within a point of the convolutional one.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. new[] { 1000, Most(scale) }.Select(rows => Question.Above(
            Margin, $"Excess error of the two-layer network less that of the convolutional one, {rows:N0} rows", read => read.Excess(Shallow(rows)) - read.Excess(Images, "conv", rows)).InPercent()),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Translated patterns",
        "Training rows (logarithmic)",
        "Excess risk",
        new LinePlan("Two layers, 2,048 units", Family.Neural, [1000, Most(scale)], (read, n) => read.Excess(Shallow((int)n))),
        new LinePlan("Convolutional network", Family.Neural, [1000, Most(scale)], (read, n) => read.Excess(Images, "conv", (int)n)));

    private static Cell Shallow(int rows) => new Cell(Images, Network, rows).With("width", 2048).With("hiddenLayers", 1).With("members", 1);
}
