using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Exponents of all families on several kinds of data.</summary>
public sealed class A19ScalesBest : Claim
{
    private static readonly string[] Sets = ["single-index", "smooth-waves", "axis-boxes", "linear-logistic"];
    private static readonly string[] Others = [Boosting, Kernel, Linear];

    public override string Id => "a19";

    public override string Words => "Networks scale better than any other class of models.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "How fast the excess error falls from 500 rows to the most, for network, boosting, kernel and linear model, on four kinds of data.";

    public override string Refuter => "On one of the four kinds of data another family falls as fast as the network.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Sets.Select(set => Question.Above(0.05, $"Exponent of the network less the largest other, {set}", read =>
            Exponent(read, set, Network, 500, Most(scale)) - Others.Select(learner => Exponent(read, set, learner, 500, Most(scale))).ToArray().Max())),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Exponents of the excess error",
        "Data",
        "Exponent (larger falls faster)",
        [.. new[] { Network }.Concat(Others).Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1, 2, 3], (read, i) => Exponent(read, Sets[(int)i], learner, 500, Most(scale))))])
    {
        Categories = [.. Sets],
        Unit = Unit.Number,
    };
}
