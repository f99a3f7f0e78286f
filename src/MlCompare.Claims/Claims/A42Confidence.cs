using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Whose confidence says where errors are.</summary>
public sealed class A42Confidence : Claim
{
    private static readonly string[] Sets = ["two-regimes", "axis-boxes", "smooth-waves"];

    public override string Id => "a42";

    public override string Words => "Networks do not know when they merely pattern-match: their confidence tells errors worse than that of boosting.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Excess area under the risk–coverage curve of a network less that of boosting, 1,000 rows, on three kinds of data with known truth.";

    public override string Refuter => "On one of the three the network's excess area is within 0.01 of boosting's, or smaller.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [.. Sets.Select(set => Question.Above(0.01, $"Excess area, network less boosting, {set}", read => Area(read, set, Network) - Area(read, set, Boosting)))];

    public override ChartPlan Chart(Scale scale) => new(
        "Excess area under the risk–coverage curve, 1,000 rows",
        "Data",
        "Excess area (0 is the best order)",
        [.. new[] { Network, Boosting, Kernel }.Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1, 2], (read, i) => Area(read, Sets[(int)i], learner)))])
    {
        Categories = [.. Sets],
        Unit = Unit.Number,
    };

    private static double Area(Readings read, string set, string learner) => read.Of(new Cell(set, learner, 1000), "excessAurc");
}
