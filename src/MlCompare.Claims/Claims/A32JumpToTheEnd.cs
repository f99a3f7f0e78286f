namespace MlCompare.Claims.Claims;

/// <summary>Solves for the end of training in closed form, from an early point.</summary>
public sealed class A32JumpToTheEnd : Claim
{
    public override string Id => "a32";

    public override string Words => "Training can be skipped by jumping analytically to its end.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment => "After 5, 20 and 50 % of training, the rest is done at once by kernel regression of what is left with the tangent kernel of that moment; against the fully trained network.";

    public override string Refuter => "A jump after a fifth of training that loses 5 % of squared error or more against training to the end.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 10 : 20;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.05, "ln of the ratio of squared errors, jump at 20 % to full training", read => Math.Log(read.Of(A12LearnedKernel.Rich, "jumpAt20") / read.Of(A12LearnedKernel.Rich, "network"))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows",
        "Share of training done before the jump",
        "Mean squared error",
        new LinePlan("Jump", Family.Kernel, [5, 20, 50], (read, at) => read.Of(A12LearnedKernel.Rich, FormattableString.Invariant($"jumpAt{at:0}"))),
        new LinePlan("Trained to the end", Family.Neural, [5, 20, 50], (read, _) => read.Of(A12LearnedKernel.Rich, "network")))
    {
        LogX = false,
        Unit = Unit.Number,
    };
}
