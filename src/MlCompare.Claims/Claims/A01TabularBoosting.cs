using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Boosting against a network where trees have their home.</summary>
public sealed class A01TabularBoosting : Claim
{
    public override string Id => "a1";

    public override string Words => "On tables, neural networks tend to do worse than gradient boosting.";

    public override string Source => "Discussion of “There Will Be a Scientific Theory of Deep Learning” (arXiv 2604.21691); compare Grinsztajn et al. 2022, TabArena 2025";

    public override string Experiment => "Default boosting and default network on the same rows of two drawn tables: axis-aligned boxes, and irregular columns with thresholds (regression).";

    public override string Refuter => "The network within one point of error (5 % of squared excess) of boosting, or ahead, on either table.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. new[] { 1000, Most(scale) }.Select(rows => Question.Above(
            Margin, $"Excess error of the network less that of boosting, axis boxes, {rows:N0} rows", read => read.Excess("axis-boxes", Network, rows) - read.Excess("axis-boxes", Boosting, rows)).InPercent()),
        Question.Above(
            RelativeMargin,
            $"ln of the ratio of excess squared errors, network to boosting, heavy-tailed table, {Most(scale):N0} rows",
            read => Math.Log(read.Excess("heavy-tail-table", Network, Most(scale)) / read.Excess("heavy-tail-table", Boosting, Most(scale)))),
    ];

    public override ChartPlan Chart(Scale scale) => Curves("Axis-aligned boxes", "axis-boxes", Rows(scale), Boosting, Network, Kernel, Linear);
}
