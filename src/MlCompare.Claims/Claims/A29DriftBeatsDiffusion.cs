namespace MlCompare.Claims.Claims;

/// <summary>How what the noise does to the weights grows with time.</summary>
public sealed class A29DriftBeatsDiffusion : Claim
{
    public override string Id => "a29";

    public override string Words => "Drift beats diffusion: what noise does to the weights grows only with the square root of time.";

    public override string Source => "arXiv 2605.01172";

    public override string Experiment => "One hidden layer, stochastic gradients, noisy targets: how the summed part of the gradients that the noise makes grows with the steps, on fresh rows each step and on 128 rows again and again.";

    public override string Refuter => "An exponent more than 0.1 away from one half, on fresh rows or on the same rows.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.1, "Distance of the exponent from ½, fresh rows", read => Math.Abs(read.Of(Run(fresh: true), "noise") - 0.5)),
        Question.Below(0.1, "Distance of the exponent from ½, 128 rows again and again", read => Math.Abs(read.Of(Run(fresh: false), "noise") - 0.5)),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Exponents of growth in the steps",
        "Rows",
        "Exponent",
        new LinePlan("Part made by the noise", Family.Baseline, [0, 1], (read, i) => read.Of(Run(i == 0), "noise")),
        new LinePlan("The rest of the gradients", Family.Neural, [0, 1], (read, i) => read.Of(Run(i == 0), "rest")))
    {
        Categories = ["Fresh each step", "128, again and again"],
        Unit = Unit.Number,
    };

    private static Cell Run(bool fresh) => new Cell("", "", 128) { Instrument = "drift-diffusion" }.With("fresh", fresh ? 1 : 0);
}
