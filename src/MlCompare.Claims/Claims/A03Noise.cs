using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Whether label noise hurts networks more than trees.</summary>
public sealed class A03Noise : Claim
{
    private const int TrainRows = 1000;

    private static readonly double[] Levels = [0, 0.1, 0.2, 0.3, 0.4];

    public override string Id => "a3";

    public override string Words => "Networks lose on tables because noise hurts them more than it hurts trees.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Axis boxes, labels flipped for 0 to 40 % of the rows, tested on clean labels; both stop early on labels as noisy as those they train on.";

    public override string Refuter => "The network's excess error grows no more than half a point faster for each ten points of noise than boosting's.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.05, $"Slope of excess error in the noise level, network less boosting, {TrainRows:N0} rows", read => SlopeOf(read, Network) - SlopeOf(read, Boosting)),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        $"Axis-aligned boxes, {TrainRows:N0} rows",
        "Share of labels flipped",
        "Excess risk",
        [.. new[] { Boosting, Network }.Select(learner => new LinePlan(Title(learner), Of(learner), [.. Levels], (read, noise) => read.Excess("axis-boxes", learner, TrainRows, noise)))])
    {
        LogX = false,
    };

    private static double SlopeOf(Readings read, string learner) => Slope(Levels, [.. Levels.Select(noise => read.Excess("axis-boxes", learner, TrainRows, noise))]);
}
