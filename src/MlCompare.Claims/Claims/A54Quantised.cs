using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Weights rounded to a few bits.</summary>
public sealed class A54Quantised : Claim
{
    public override string Id => "a54";

    public override string Words => "Weights can be squeezed to four bits with no loss.";

    public override string Source => "Discussion of arXiv 2604.21691 (seventy billion weights in sixteen gigabytes)";

    public override string Experiment => "A small analogue: a trained network of 128 hidden units, each layer's weights rounded to 2, 3, 4 and 8 bits, without further training.";

    public override string Refuter => "Squared error on new rows up by 5 % or more at four bits.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Below(RelativeMargin, "ln of the ratio of squared errors, four bits to full precision", read => Math.Log(read.Of(A61EndToEnd.Net, "bits4") / read.Of(A61EndToEnd.Net, "trained")))];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows",
        "Bits a weight",
        "Mean squared error",
        new LinePlan("Rounded network", Family.Neural, [2, 3, 4, 8], (read, bits) => read.Of(A61EndToEnd.Net, FormattableString.Invariant($"bits{bits:0}"))),
        new LinePlan("Full precision", Family.Baseline, [2, 3, 4, 8], (read, _) => read.Of(A61EndToEnd.Net, "trained")))
    {
        LogX = false,
        Unit = Unit.Number,
    };
}
