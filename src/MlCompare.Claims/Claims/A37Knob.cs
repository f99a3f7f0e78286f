using System.Text.Json.Nodes;
using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Dose and response: what turns the visible noise up and down.</summary>
public sealed class A37Knob : Claim
{
    private static readonly double[] Ridges = [1e-4, 1e-2, 0.1, 1, 10];
    private static readonly int[] Epochs = [3, 10, 30, 100];
    private static readonly int[] Widths = [16, 64, 256];

    public override string Id => "a37";

    public override string Words => "There is a knob: one can turn how much memorised noise shows at test time.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172 (asked there: where is it?)";

    public override string Experiment => "Visible noise by twin fits on smooth waves, a fifth of the labels flipped, over the ridge of a kernel, the epochs of a network and its width.";

    public override string Refuter => "None of the three is monotone (|Spearman| above 0.8) in its dose.";

    public override Combination Combination => Combination.Any;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(-0.8, "Rank correlation of ridge and visible noise, kernel", read => RankCorrelation.Spearman(Ridges, [.. Ridges.Select(ridge => Visible(read, Ridge(ridge)))])),
        Question.Above(0.8, "Rank correlation of epochs and visible noise, network", read => RankCorrelation.Spearman([.. Epochs.Select(e => (double)e)], [.. Epochs.Select(epochs => Visible(read, Net("epochs", epochs)))])),
        Question.Above(0.8, "Rank correlation of width and visible noise, network", read => RankCorrelation.Spearman([.. Widths.Select(w => (double)w)], [.. Widths.Select(width => Visible(read, Net("width", width)))])),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Smooth waves, 500 rows, 20 % of labels flipped",
        "Ridge of the kernel (logarithmic)",
        "Share of the noise that shows on new rows",
        new LinePlan("Kernel ridge", Family.Kernel, [.. Ridges], (read, ridge) => Visible(read, Ridge(ridge))));

    private static double Visible(Readings read, Cell cell) => read.Of(cell, "visible");

    private static Cell Ridge(double ridge) => A26Reservoir.Twin(Kernel).With("ridge", ridge);

    private static Cell Net(string option, JsonNode value) => A26Reservoir.Twin(Network).With("members", 1).With(option, value);
}
