using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Sure and wrong where a rare rule becomes common.</summary>
public sealed class A43SilentFailures : Claim
{
    private static readonly string[] Learners = [Linear, Boosting, Network, Kernel];

    public override string Id => "a43";

    public override string Words => "Flexible models fail silently on edge cases, worse than simpler systems.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "A rule that turns into its opposite in a corner with 5 % of the training rows and half of the test rows, 1,000 rows: share of test rows on which a model is more than 90 % sure and wrong.";

    public override string Refuter => "The network or boosting fail silently no more than a point more often than the linear model.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. new[] { Network, Boosting }.Select(learner => Question.Above(
            Margin, $"Silent failures, {Title(learner).ToLowerInvariant()} less linear model", read => Silent(read, learner) - Silent(read, Linear)).InPercent()),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Two regimes, shifted test, 1,000 rows",
        "Learner",
        "Share of test rows",
        new LinePlan("Sure above 90 % and wrong", Family.Neural, [0, 1, 2, 3], (read, i) => Silent(read, Learners[(int)i])),
        new LinePlan("Wrong", Family.Baseline, [0, 1, 2, 3], (read, i) => read.Of(Shifted(Learners[(int)i]), "error")))
    {
        Categories = [.. Learners.Select(Title)],
    };

    private static double Silent(Readings read, string learner) => read.Of(Shifted(learner), "silentFailures");

    private static Cell Shifted(string learner) => new("two-regimes-shifted", learner, 1000);
}
