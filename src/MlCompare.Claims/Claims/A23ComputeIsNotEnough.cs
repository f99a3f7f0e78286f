using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Ten times the compute for a non-parametric learner.</summary>
public sealed class A23ComputeIsNotEnough : Claim
{
    private static readonly string[] Sets = ["single-index", "random-hierarchy"];

    public override string Id => "a23";

    public override string Words => "Extra compute is not enough for non-parametric models.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Kernel ridge on 500 rows: its default against the best of eight random settings, chosen by the test itself, so that the gain is the most that ten times the compute could bring.";

    public override string Refuter => "Even that choice gains more than a point.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Sets.Select(set => Question.Below(Margin, $"Gain of the best of eight settings over the default, {set}, 500 rows", read =>
            read.Excess(set, Kernel, 500)
            - Enumerable.Range(0, 8).Select(draw => read.Excess(new Cell(set, Kernel, 500) { Instrument = "random-options", Draw = draw })).ToArray().Min()).InPercent()),
    ];
}
