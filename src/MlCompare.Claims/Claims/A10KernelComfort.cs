using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>How much the result depends on the seed and on the options.</summary>
public sealed class A10KernelComfort : Claim
{
    private const string Data = "smooth-waves";
    private const int TrainRows = 500;

    public override string Id => "a10";

    public override string Words => "Kernels are the better experience: one global minimum, fewer moving parts; networks are fiddly.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Smooth waves, 500 rows: other seeds of the fit on the same rows, and options drawn at random from each learner's search space.";

    public override string Refuter => "A spread over seeds of the kernel, or a gain from tuning it that is within a point of the network's.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.001, "Standard deviation of the kernel's excess error over seeds", read => Deviation(read, Kernel)).InPercent(),
        Question.Above(0.001, "Standard deviation of the network's", read => Deviation(read, Network)).InPercent(),
        Question.Above(
            0.01,
            "Gain from tuning (median less best of random options), network less kernel",
            read => Gain(read, Network, scale) - Gain(read, Kernel, scale)).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Excess error by random options, 500 rows",
        "Draw of the options",
        "Excess risk",
        [.. new[] { Kernel, Network }.Select(learner => new LinePlan(Title(learner), Of(learner), [.. Enumerable.Range(0, Draws(scale)).Select(i => (double)i)], (read, i) => read.Excess(Random(learner, (int)i))))])
    {
        LogX = false,
    };

    private static int Draws(Scale scale) => scale == Scale.Quick ? 8 : 20;

    private static Cell Random(string learner, int draw) => new(Data, learner, TrainRows) { Instrument = "random-options", Draw = draw };

    private static double Deviation(Readings read, string learner)
    {
        double[] errors = [.. Enumerable.Range(0, 4).Select(draw => read.Excess(new Cell(Data, learner, TrainRows) { Draw = draw }))];
        double mean = errors.Average();
        return Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (errors.Length - 1));
    }

    private static double Gain(Readings read, string learner, Scale scale)
    {
        double[] errors = [.. Enumerable.Range(0, Draws(scale)).Select(draw => read.Excess(Random(learner, draw))).Order()];
        return (errors[errors.Length / 2] + errors[(errors.Length - 1) / 2]) / 2 - errors[0];
    }
}
