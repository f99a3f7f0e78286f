using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Stops training without holding rows out.</summary>
public sealed class A30NoValidationSet : Claim
{
    private static readonly double[] Noises = [0.1, 0.5, 1];

    public override string Id => "a30";

    public override string Words => "One can avoid a validation set: the gradients of the training rows say when to stop.";

    public override string Source => "Essay on arXiv 2605.01172 and its discussion";

    public override string Experiment => "A network (MLP, one member) on a sine along one of ten directions, 256 rows with three levels of noise: stopped by the U-statistic of the gradients on all rows (stopRule=signal), against stopping by a fifth of the rows held out.";

    public override string Refuter => "5 % more squared error than by the held-out rows at one level of noise.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 10 : 20;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Noises.Select(noise => Question.Below(
            RelativeMargin,
            FormattableString.Invariant($"ln of the ratio of squared errors, U-statistic to held-out rows, noise {noise:0.0}"),
            read => Math.Log(Error(read, Signal(noise)) / Error(read, Run(noise))))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error where training stops, 256 rows",
        "Standard deviation of the noise",
        "Mean squared error on clean targets",
        Line("U-statistic", Family.Neural, (read, noise) => Error(read, Signal(noise))),
        Line("Rows held out", Family.Boosting, (read, noise) => Error(read, Run(noise))),
        Line("Best stop there was", Family.Baseline, (read, noise) => read.Of(Endless(noise), "best")),
        Line("No stop", Family.Linear, (read, noise) => Error(read, Endless(noise))))
    {
        LogX = false,
        Unit = Unit.Number,
    };

    private static LinePlan Line(string label, Family family, Func<Readings, double, double> value) => new(label, family, [.. Noises], value);

    private static double Error(Readings read, Cell cell) => read.Of(cell, "error");

    private static Cell Run(double noise) => new Cell("", Network, 256) { Instrument = "ridge-fit", Noise = noise }.With("members", 1);

    private static Cell Signal(double noise) => Run(noise).With("stopRule", "signal");

    private static Cell Endless(double noise) => Run(noise).With("earlyStopping", false);
}
