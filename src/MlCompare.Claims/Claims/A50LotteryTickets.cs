using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A sparse network from its own start, from another start, and with another mask.</summary>
public sealed class A50LotteryTickets : Claim
{
    private static readonly string[] Kinds = ["dense", "ticket", "otherStart", "randomMask"];

    public override string Id => "a50";

    public override string Words => "Training works because large networks hold winning lottery tickets: sparse parts with a lucky start.";

    public override string Source => "Encyclopaedia talk page on deep learning; Frankle and Carbin 2019";

    public override string Experiment => "A network of 96 hidden units on a sine along one of ten directions, 300 rows: an eighth of its hidden weights, found by three rounds of pruning, trained from their own start, from another start, and with a random mask.";

    public override string Refuter => "The same mask from another start within 5 % of the ticket's squared error.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(RelativeMargin, "ln of the ratio of squared errors, other start to ticket", read => Math.Log(read.Of(Net, "otherStart") / read.Of(Net, "ticket"))),
        Question.Above(RelativeMargin, "ln of the ratio of squared errors, random mask to ticket", read => Math.Log(read.Of(Net, "randomMask") / read.Of(Net, "ticket"))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows",
        "Network",
        "Mean squared error",
        new LinePlan("96 hidden units, 300 rows", Family.Neural, [0, 1, 2, 3], (read, i) => read.Of(Net, Kinds[(int)i])))
    {
        Categories = ["All weights", "Ticket", "Mask, other start", "Random mask"],
        Unit = Unit.Number,
    };

    private static Cell Net => new Cell("", "", 300) { Instrument = "tickets" }.With("width", 96);
}
