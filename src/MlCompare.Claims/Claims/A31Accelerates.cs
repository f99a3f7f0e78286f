namespace MlCompare.Claims.Claims;

/// <summary>The signal-to-noise gate on AdamW against plain AdamW, both with the best of three rates.</summary>
public sealed class A31Accelerates : Claim
{
    internal static readonly double[] Rates = [0.003, 0.01, 0.02];

    // b/(n − b) for batches of 64 from 317 pairs, as the paper sets it for finite data.
    internal const double Alpha = 64 / (317.0 - 64);

    public override string Id => "a31";

    public override string Words => "Gating the optimizer by signal and noise accelerates grokking several times over.";

    public override string Source => "Abstract of arXiv 2605.01172 (five times, modular division, a transformer)";

    public override string Experiment => "A small analogue: addition modulo 23, a network of squared units, AdamW with and without the gate, each at the best of three learning rates: steps until 95 % of the held-out pairs are right.";

    public override string Refuter => "AdamW at its best rate needs less than 1.5 times the steps of the gated one at its best.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Above(1.5, "Steps of AdamW over steps with the gate, each at its best rate", read => Best(read, 0) / Best(read, Alpha))];

    public override ChartPlan Chart(Scale scale) => new(
        "Steps to 95 % of held-out pairs",
        "Learning rate (logarithmic)",
        "Steps",
        new LinePlan("AdamW", Family.Neural, [.. Rates], (read, rate) => read.Of(Run(rate, 0), "grokked")),
        new LinePlan("AdamW with the gate", Family.Kernel, [.. Rates], (read, rate) => read.Of(Run(rate, Alpha), "grokked")))
    {
        Unit = Unit.Number,
    };

    internal static Cell Run(double rate, double gate) => new Cell("", "", 317) { Instrument = "grokking" }.With("rate", rate).With("decay", 0.1).With("gate", gate);

    private static double Best(Readings read, double gate) => Rates.Select(rate => read.Of(Run(rate, gate), "grokked")).ToArray().Min();
}
