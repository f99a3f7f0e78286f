using MlCompare.Claims.Instruments;

namespace MlCompare.Claims.Claims;

/// <summary>The signal-to-noise gate on AdamW against plain AdamW, both with the best of three rates.</summary>
public sealed class A31Accelerates : Claim
{
    internal static readonly double[] Rates = [0.01, 0.03, 0.1];

    public override string Id => "a31";

    public override string Words => "Gating the optimizer by signal and noise accelerates grokking several times over.";

    public override string Source => "Abstract of arXiv 2605.01172 (five times, modular division, a transformer)";

    public override string Experiment => "A small analogue: addition modulo 31, one hidden layer, AdamW with and without the gate (soft, α = batch / (rows − batch)), each at the best of three learning rates: steps until 95 % of the held-out pairs are right.";

    public override string Refuter => "AdamW at its best rate needs less than 1.5 times the steps of the gated one at its best.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Above(1.5, "Steps of AdamW over steps with the gate, each at its best rate", read => Best(read, gated: false) / Best(read, gated: true))];

    public override ChartPlan Chart(Scale scale) => new(
        "Steps to 95 % of held-out pairs",
        "Learning rate (logarithmic)",
        "Steps",
        new LinePlan("AdamW", Family.Neural, [.. Rates], (read, rate) => read.Of(Run(rate, gated: false), "grokked")),
        new LinePlan("AdamW with the gate", Family.Kernel, [.. Rates], (read, rate) => read.Of(Run(rate, gated: true), "grokked")))
    {
        Unit = Unit.Number,
    };

    internal static Cell Run(double rate, bool gated) => new Cell("", "", ModularGrokking.Pairs) { Instrument = "modular-grokking" }.With("rate", rate).With("gate", gated ? 1 : 0);

    private static double Best(Readings read, bool gated) => Rates.Select(rate => read.Of(Run(rate, gated), "grokked")).ToArray().Min();
}
