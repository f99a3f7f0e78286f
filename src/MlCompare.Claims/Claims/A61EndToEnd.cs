using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A hidden layer that is trained against one that stays random.</summary>
public sealed class A61EndToEnd : Claim
{
    public override string Id => "a61";

    public override string Words => "Training end to end is much more powerful than a fixed random reservoir with a trained read-out.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "The same network of 128 hidden units on a sine along one of ten directions, 300 rows: all weights trained, or only the upper ones.";

    public override string Refuter => "The frozen network's squared error at most 5 % above the trained one's.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Above(RelativeMargin, "ln of the ratio of squared errors, frozen to trained hidden layer", read => Math.Log(read.Of(Net, "frozen") / read.Of(Net, "trained")))];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows, 128 hidden units, 300 rows",
        "Hidden layer",
        "Mean squared error",
        new LinePlan("One hidden layer", Family.Neural, [0, 1], (read, i) => read.Of(Net, i == 0 ? "trained" : "frozen")))
    {
        Categories = ["Trained", "Random"],
        Unit = Unit.Number,
    };

    internal static Cell Net => new Cell("", "", 300) { Instrument = "small-nets" }.With("width", 128);
}
