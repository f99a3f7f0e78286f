using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Grows the network with the data and watches its advantage.</summary>
public sealed class A17Proportional : Claim
{
    public override string Id => "a17";

    public override string Words => "The inductive biases of networks persist where data grow in proportion to the model.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Single index, width of the network in proportion to the rows (32 units for 250 rows): its advantage over the kernel by rows.";

    public override string Refuter => "The advantage shrinks by more than a point for each doubling of the rows.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(-0.01, "Points of advantage over the kernel gained for each doubling of rows and width", read => Slope(
            [.. Rows(scale).Select(n => Math.Log2(n))], [.. Rows(scale).Select(n => Advantage(read, n))])).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Single index: the kernel's excess error less the network's",
        "Training rows (logarithmic)",
        "Advantage of the network",
        new LinePlan("Network that grows with the rows", Family.Neural, [.. Rows(scale).Select(n => (double)n)], (read, n) => Advantage(read, (int)n)));

    private static double Advantage(Readings read, int rows) =>
        read.Excess("single-index", Kernel, rows) - read.Excess(new Cell("single-index", Network, rows).With("width", Math.Max(16, rows * 32 / 250 / 16 * 16)).With("members", 1));
}
