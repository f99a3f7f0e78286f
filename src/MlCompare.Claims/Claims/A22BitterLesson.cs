using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A flexible learner against a small model that is wrong about the data.</summary>
public sealed class A22BitterLesson : Claim
{
    private const string Wrong = "single-index";

    private static readonly string[] Flexible = [Boosting, Network, Kernel];

    public override string Id => "a22";

    public override string Words => "The bitter lesson: with more data and compute, a general method overtakes the carefully chosen small model.";

    public override string Source => "Discussion of arXiv 2604.21691, after Sutton 2019";

    public override string Experiment =>
        "A sine along one of thirty directions, to which a linear model is a fair first guess: linear against boosting, network and kernel from few rows to many.";

    public override string Refuter => "At the largest size no flexible learner is a point ahead of the linear model.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(
            Margin,
            $"Excess error of the linear model less that of the best flexible learner, {Most(scale):N0} rows",
            read => Lead(read, Most(scale))).InPercent(),
        Question.Above(
            0,
            $"What more rows add to that lead: at {Most(scale):N0} less at {Rows(scale)[0]:N0}",
            read => Lead(read, Most(scale)) - Lead(read, Rows(scale)[0])).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => Curves("Single index", Wrong, Rows(scale), [Linear, .. Flexible]);

    private static double Lead(Readings read, int rows) =>
        read.Excess(Wrong, Linear, rows) - Flexible.Select(learner => read.Excess(Wrong, learner, rows)).ToArray().Min();
}
