using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Whether ever wider networks overfit noisy labels ever more.</summary>
public sealed class A15Overparameterised : Claim
{
    private const int TrainRows = 500;
    private const double Noise = 0.2;

    private static readonly int[] Widths = [16, 32, 64, 256, 1024];

    public override string Id => "a15";

    public override string Words => "More parameters do not overfit more: past interpolation, wider is no worse.";

    public override string Source => "Discussion of arXiv 2604.21691; double descent of Belkin et al. 2019";

    public override string Experiment => "Axis boxes, 500 rows, a fifth of the labels flipped, no early stopping and no dropout: the error on clean labels by width of the hidden layers.";

    public override string Refuter => "The widest network's error more than 5 % above the best width's.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(Math.Log(1.05), "ln of the ratio of errors, widest network to best of the widths", read =>
        {
            double[] errors = [.. Widths.Select(width => read.Of(Wide(width), "error"))];
            return Math.Log(errors[^1] / errors.Min());
        }),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Axis boxes, 500 rows, 20 % of labels flipped",
        "Units of a layer (logarithmic)",
        "Error on clean labels",
        new LinePlan("Network, trained to the end", Family.Neural, [.. Widths.Select(w => (double)w)], (read, width) => read.Of(Wide((int)width), "error")));

    private static Cell Wide(int width) => new Cell("axis-boxes", Network, TrainRows) { Noise = Noise }
        .With("width", width).With("members", 1).With("earlyStopping", false).With("dropout", 0.0);
}
