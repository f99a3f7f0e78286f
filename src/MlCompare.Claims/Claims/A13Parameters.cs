using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>What sixty times the parameters do, and what another architecture does.</summary>
public sealed class A13Parameters : Claim
{
    private const string Images = "translated-patterns";

    private static readonly int[] Widths = [16, 64, 256, 1024];

    public override string Id => "a13";

    public override string Words => "It is entirely because of the bazillions of parameters.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Patterns in noise, 1,000 rows: a multilayer perceptron from 16 to 1,024 units wide, against a change to a convolutional network of default size.";

    public override string Refuter => "The change of architecture lowers the excess error by a point more than the change of width.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(
            -Margin,
            "What width gains (16 to 1,024 units) less what the architecture gains",
            read => read.Excess(Wide(16)) - read.Excess(Wide(1024)) - (read.Excess(Images, Network, 1000) - read.Excess(Images, "conv", 1000))).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Translated patterns, 1,000 rows",
        "Units of a layer (logarithmic)",
        "Excess risk",
        new LinePlan("MLP", Family.Neural, [.. Widths.Select(w => (double)w)], (read, width) => read.Excess(Wide((int)width))),
        new LinePlan("Convolutional, default", Family.Neural, [.. Widths.Select(w => (double)w)], (read, _) => read.Excess(Images, "conv", 1000)));

    private static Cell Wide(int width) => new Cell(Images, Network, 1000).With("width", width).With("members", 1);
}
