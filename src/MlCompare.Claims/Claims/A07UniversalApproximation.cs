using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>All families can represent every function; their errors differ all the same.</summary>
public sealed class A07UniversalApproximation : Claim
{
    private static readonly string[] Universal = [Boosting, Network, Kernel];

    public override string Id => "a7";

    public override string Words => "Deep learning works because networks are universal approximators.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Three universal families on the same 1,000 rows: were universality the reason, they would do alike.";

    public override string Refuter => "Their excess errors lie more than a point apart.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. new[] { "axis-boxes", "single-index" }.Select(set => Question.Below(
            Margin, $"Largest less smallest excess error of three universal families, {set}, 1,000 rows", read => Spread(read, set)).InPercent()),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Excess risk of three universal families, 1,000 rows",
        "Data",
        "Excess risk",
        [.. Universal.Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1], (read, i) => read.Excess(i == 0 ? "axis-boxes" : "single-index", learner, 1000)))])
    {
        Categories = ["Axis boxes", "Single index"],
    };

    private static double Spread(Readings read, string set)
    {
        double[] errors = [.. Universal.Select(learner => read.Excess(set, learner, 1000))];
        return errors.Max() - errors.Min();
    }
}
