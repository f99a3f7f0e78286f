using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>How many hidden units can be taken out.</summary>
public sealed class A53RedundantWeights : Claim
{
    public override string Id => "a53";

    public override string Words => "Networks need highly redundant weights: most of a trained network can be taken out.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "A trained network of 128 hidden units keeps only the 30 % with the largest products of incoming and outgoing weights, without further training.";

    public override string Refuter => "Squared error on new rows up by 5 % or more with 30 % of the units.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Below(RelativeMargin, "ln of the ratio of squared errors, 30 % of the units to all", read => Math.Log(read.Of(A61EndToEnd.Net, "kept30") / read.Of(A61EndToEnd.Net, "trained")))];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows",
        "Share of hidden units kept",
        "Mean squared error",
        new LinePlan("Pruned network", Family.Neural, [10, 30, 50, 100], (read, kept) => read.Of(A61EndToEnd.Net, kept == 100 ? "trained" : FormattableString.Invariant($"kept{kept:0}"))))
    {
        LogX = false,
        Unit = Unit.Number,
    };
}
