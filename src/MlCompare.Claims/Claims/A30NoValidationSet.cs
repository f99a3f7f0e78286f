using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Stops training without holding rows out.</summary>
public sealed class A30NoValidationSet : Claim
{
    private static readonly double[] Noises = [0.1, 0.5, 1];

    public override string Id => "a30";

    public override string Words => "One can avoid a validation set: the gradients of the training rows say when to stop.";

    public override string Source => "Essay on arXiv 2605.01172 and its discussion";

    public override string Experiment => "One hidden layer on 256 rows with three levels of noise: stop by the U-statistic of the per-row gradients, against stopping by a fifth of the rows held out.";

    public override string Refuter => "5 % more squared error than by the held-out rows at one level of noise.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Noises.Select(noise => Question.Below(
            RelativeMargin,
            FormattableString.Invariant($"ln of the ratio of squared errors, U-statistic to held-out rows, noise {noise:0.0}"),
            read => Math.Log(read.Of(Run(noise), "statistic") / read.Of(Run(noise), "validation")))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error where training stops, 256 rows",
        "Standard deviation of the noise",
        "Mean squared error on clean targets",
        Line("U-statistic", Family.Neural, "statistic"),
        Line("Rows held out", Family.Boosting, "validation"),
        Line("Best stop there was", Family.Baseline, "best"),
        Line("No stop", Family.Linear, "none"))
    {
        LogX = false,
        Unit = Unit.Number,
    };

    private static LinePlan Line(string label, Family family, string value) => new(label, family, [.. Noises], (read, noise) => read.Of(Run(noise), value));

    private static Cell Run(double noise) => new Cell("", "", 256) { Instrument = "stopping" }.With("noise", noise);
}
