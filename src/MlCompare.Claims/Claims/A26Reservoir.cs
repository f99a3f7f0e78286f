using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Where the noise of labels learned by heart goes.</summary>
public sealed class A26Reservoir : Claim
{
    private static readonly string[] Learners = [Network, Boosting, Kernel];

    public override string Id => "a26";

    public override string Words => "Memorised noise sits in a reservoir that does not show up at test time.";

    public override string Source => "Essay on arXiv 2605.01172 and its discussion";

    public override string Experiment => "Each learner without early stopping is fitted twice on smooth waves, with a fifth of the labels flipped and with the true ones: what of the noise it absorbs, and what of that shows on new rows.";

    public override string Refuter => "The network absorbs less than 80 % of the noise, or more than a tenth of what it absorbs shows.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.8, "Share of the noise that the network absorbs", read => read.Of(Twin(Network), "absorbed")),
        Question.Below(0.1, "Share of that which shows on new rows", read => read.Of(Twin(Network), "leak")),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Noise absorbed and shown, 500 rows, trained to the end",
        "Learner",
        "Share",
        new LinePlan("Absorbed", Family.Baseline, [0, 1, 2], (read, i) => read.Of(Twin(Learners[(int)i]), "absorbed")),
        new LinePlan("Leak: shown of the absorbed", Family.Neural, [0, 1, 2], (read, i) => read.Of(Twin(Learners[(int)i]), "leak")))
    {
        Categories = [.. Learners.Select(Title)],
    };

    internal static Cell Twin(string learner)
    {
        Cell cell = new("smooth-waves", learner, 500) { Instrument = "twin-fit", Noise = 0.2 };
        return learner switch
        {
            Network => cell.With("earlyStopping", false).With("dropout", 0.0).With("weightDecay", 0.0),
            Boosting => cell.With("earlyStopping", false).With("minLeafRows", 1).With("maxRounds", 1000),
            _ => cell.With("ridge", 1e-4),
        };
    }
}
