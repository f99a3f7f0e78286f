using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>How often training succeeds over seeds and learning rates.</summary>
public sealed class A40ReliableDescent : Claim
{
    private static readonly double[] Rates = [0.01, 0.03, 0.1];

    public override string Id => "a40";

    public override string Words => "Gradient descent is surprisingly reliable.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment => "Smooth waves, 500 rows: a network with three seeds at each of three learning rates a decade apart; which of the nine runs come within two points of the best.";

    public override string Refuter => "Fewer than nine runs in ten come within two points of the best.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 20 : 40;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.9, "Share of the nine runs within two points of the best", read =>
        {
            double[] errors = [.. Rates.SelectMany(rate => Enumerable.Range(0, 3).Select(draw => read.Excess(Run(rate, draw))))];
            return errors.Any(double.IsNaN) ? double.NaN : errors.Count(e => e <= errors.Min() + 2 * Margin) / (double)errors.Length;
        }).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Smooth waves, 500 rows",
        "Learning rate (logarithmic)",
        "Excess risk",
        [.. Enumerable.Range(0, 3).Select(draw => new LinePlan($"Seed {draw + 1}", Family.Neural, [.. Rates], (read, rate) => read.Excess(Run(rate, draw))))]);

    private static Cell Run(double rate, int draw) => new Cell("smooth-waves", Network, 500) { Draw = draw }.With("learningRate", rate).With("members", 1);
}
