using MlCompare.Claims.Instruments;
using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Forecasts frozen from few rows, scored when many are revealed.</summary>
public sealed class A39Predicts : Claim
{
    private static readonly (string Set, string Learner)[] Curves =
    [
        .. new[] { "axis-boxes", "smooth-waves", "linear-logistic", "single-index" }.SelectMany(set => new[] { Boosting, Network, Kernel }.Select(learner => (set, learner))),
    ];

    public override string Id => "a39";

    public override string Words => "Scaling laws predict, they do not merely describe.";

    public override string Source => "Discussions of arXiv 2605.01172 and of machine learning as alchemy (both doubt it)";

    public override string Experiment =>
        "Twelve learning curves: power laws fitted to 125, 250 and 500 rows are frozen before any larger size is run, then scored at 2,000 rows: log score against the last value and the power law through the last two sizes, and coverage of the 90 % interval.";

    public override string Refuter => "A mean log score no better than that of one of the two baselines, or coverage below 80 %.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0, "Mean log score over the curves, power law less last value", read => Curves.Average(curve => Score(read, curve, "law") - Score(read, curve, "last"))),
        Question.Above(0, "Mean log score over the curves, power law less the law through the last two sizes", read => Curves.Average(curve => Score(read, curve, "law") - Score(read, curve, "two"))),
        Question.Above(0.8, "Share of the curves inside the frozen 90 % interval", read => Curves.Average(curve => Covered(read, curve))).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Excess error at 2,000 rows, ln of found over frozen",
        "Data",
        "ln of the ratio (0: as forecast)",
        [.. new[] { Boosting, Network, Kernel }.Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1, 2, 3], (read, i) =>
            Found(read, Curves[3 * (int)i].Set, learner) - read.Of(Frozen(Curves[3 * (int)i].Set, learner), "law")))])
    {
        Categories = ["Axis boxes", "Smooth waves", "Linear logistic", "Single index"],
        Unit = Unit.Number,
    };

    private static Cell Frozen(string set, string learner) => new(set, learner, 2000) { Instrument = "forecast" };

    private static double Found(Readings read, string set, string learner) => Math.Log(Floor(read.Excess(set, learner, 2000)));

    private static double Score(Readings read, (string Set, string Learner) curve, string forecast)
    {
        Cell frozen = Frozen(curve.Set, curve.Learner);
        return Forecasts.Score(read.Of(frozen, forecast), read.Of(frozen, forecast + "Spread"), read.Of(frozen, forecast + "Freedom"), Found(read, curve.Set, curve.Learner));
    }

    private static double Covered(Readings read, (string Set, string Learner) curve)
    {
        Cell frozen = Frozen(curve.Set, curve.Learner);
        (double centre, double spread, double freedom, double found) =
            (read.Of(frozen, "law"), read.Of(frozen, "lawSpread"), read.Of(frozen, "lawFreedom"), Found(read, curve.Set, curve.Learner));
        return double.IsNaN(centre + found) ? double.NaN : Forecasts.Covers(centre, spread, freedom, found) ? 1 : 0;
    }
}
