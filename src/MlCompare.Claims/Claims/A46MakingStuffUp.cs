using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Conformal sets and abstention under label noise.</summary>
public sealed class A46MakingStuffUp : Claim
{
    private static readonly string[] Learners = [Network, Boosting, Kernel];

    public override string Id => "a46";

    public override string Words => "One can measure when a model is making stuff up.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Split conformal sets at 90 % on smooth waves, 1,000 rows, a fifth of all labels flipped: coverage of labels as noisy, and the error among the surest four fifths of the rows.";

    public override string Refuter => "Mean coverage more than two points off 90 %, or answers that are not better by a point when a fifth may be left unanswered.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 12 : 40;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. new[] { Network, Boosting }.Select(learner => Question.Below(
            0.02, $"Mean coverage less 90 % (not above two points), {Title(learner).ToLowerInvariant()}", read => read.Of(Sets(learner), "coverageNoisy") - (1 - ConformalSets)).InPercent()),
        .. new[] { Network, Boosting }.Select(learner => Question.Above(
            -0.02, $"Mean coverage less 90 % (not below minus two points), {Title(learner).ToLowerInvariant()}", read => read.Of(Sets(learner), "coverageNoisy") - (1 - ConformalSets)).InPercent()),
        Question.Above(Margin, "Error of all answers less that of the surest 80 %, network", read => read.Of(Sets(Network), "error") - read.Of(Sets(Network), "selectiveError")).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Conformal sets at 90 %, smooth waves, 1,000 rows, 20 % noise",
        "Learner",
        "Share of test rows",
        new LinePlan("Coverage of labels as noisy", Family.Baseline, [0, 1, 2], (read, i) => read.Of(Sets(Learners[(int)i]), "coverageNoisy")),
        new LinePlan("Coverage of clean labels", Family.Kernel, [0, 1, 2], (read, i) => read.Of(Sets(Learners[(int)i]), "coverage")))
    {
        Categories = [.. Learners.Select(Title)],
    };

    private const double ConformalSets = Instruments.ConformalSets.Miss;

    private static Cell Sets(string learner) => new("smooth-waves", learner, 1000) { Instrument = "conformal-sets", Noise = 0.2 };
}
