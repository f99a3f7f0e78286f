using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>What the last doubling of the rows still gains.</summary>
public sealed class A20KeepsLearning : Claim
{
    private static readonly string[] Sets = ["single-index", "axis-boxes"];

    public override string Id => "a20";

    public override string Words => "Networks keep learning from more data when others have stopped.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Points of excess error that the last doubling of the rows still takes off, network against the better of boosting and kernel.";

    public override string Refuter => "Boosting or the kernel gain as much from the last doubling, on either kind of data.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Sets.Select(set => Question.Above(
            0, $"Gain of the network from the last doubling less the larger of the others', {set}", read => Gain(read, set, Network, scale) - Math.Max(Gain(read, set, Boosting, scale), Gain(read, set, Kernel, scale))).InPercent()),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        $"Gain from {Most(scale) / 2:N0} to {Most(scale):N0} rows",
        "Data",
        "Excess error taken off",
        [.. new[] { Network, Boosting, Kernel }.Select(learner => new LinePlan(Title(learner), Of(learner), [0, 1], (read, i) => Gain(read, Sets[(int)i], learner, scale)))])
    {
        Categories = [.. Sets],
    };

    private static double Gain(Readings read, string set, string learner, Scale scale) => read.Excess(set, learner, Most(scale) / 2) - read.Excess(set, learner, Most(scale));
}
