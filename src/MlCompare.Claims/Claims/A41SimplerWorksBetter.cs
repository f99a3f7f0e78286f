using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>What theory derives against its crudest simplification.</summary>
public sealed class A41SimplerWorksBetter : Claim
{
    public override string Id => "a41";

    public override string Words => "A derivation is followed by a simpler thing that works better in practice.";

    public override string Source => "Discussion of machine learning as alchemy";

    public override string Experiment => "Derived against crude: the signal-to-noise gate against tripling the learning rate (addition modulo 31), and the tangent kernel against plain kernels chosen by leave-one-out (smooth waves, 1,000 rows).";

    public override string Refuter => "The derived variant ahead by 5 % of the steps, or by a point of error.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(-RelativeMargin, "ln of the ratio of steps, gate to tripled rate", read => Math.Log(
            read.Of(A31Accelerates.Run(0.01, gated: true), "grokked") / read.Of(A31Accelerates.Run(0.03, gated: false), "grokked"))),
        Question.Above(-Margin, "Excess error of the tangent kernel less that of plain kernels", read => read.Excess("smooth-waves", "ntk", 1000) - read.Excess("smooth-waves", Kernel, 1000)).InPercent(),
    ];
}
