using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Takes the axes away from the trees and looks whether their lead goes with them.</summary>
public sealed class A02InductiveBias : Claim
{
    private const string Rotation = "rotated-columns";

    public override string Id => "a2";

    public override string Words => "Trees lead on tables because their inductive bias, the axes, suits them.";

    public override string Source => "Digest of the discussion of arXiv 2604.21691; intervention of Grinsztajn et al. 2022";

    public override string Experiment => "Axis boxes as they are, and with all columns turned by one random rotation; nothing else changes.";

    public override string Refuter => "Rotation costs boosting no more than a point, or costs the kernel as much, or boosting still leads the network after it.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 10 : 20;

    public override IReadOnlyList<Question> Questions(Scale scale)
    {
        int rows = Most(scale);
        double Cost(Readings read, string learner) => read.Excess(Turned(learner, rows)) - read.Excess("axis-boxes", learner, rows);
        return
        [
            Question.Above(Margin, $"What the rotation costs boosting, {rows:N0} rows", read => Cost(read, Boosting)).InPercent(),
            Question.Below(Margin, $"What it costs the kernel, {rows:N0} rows", read => Cost(read, Kernel)).InPercent(),
            Question.Above(0.5, "Share of the lead over the network that goes with the axes", read =>
            {
                double before = read.Excess("axis-boxes", Network, rows) - read.Excess("axis-boxes", Boosting, rows);
                double after = read.Excess(Turned(Network, rows)) - read.Excess(Turned(Boosting, rows));
                return 1 - after / before;
            }),
        ];
    }

    public override ChartPlan Chart(Scale scale) => new(
        $"Cost of a rotation, {Most(scale):N0} rows",
        "Learner",
        "Excess risk after rotation less before",
        new LinePlan("Cost of the rotation", Family.Baseline, [0, 1, 2, 3], (read, i) =>
        {
            string learner = Learners[(int)i];
            return read.Excess(Turned(learner, Most(scale))) - read.Excess("axis-boxes", learner, Most(scale));
        }))
    {
        Categories = [.. Learners.Select(Title)],
    };

    private static readonly string[] Learners = [Boosting, Network, Kernel, Linear];

    private static Cell Turned(string learner, int rows) => new("axis-boxes", learner, rows) { Change = Rotation, Level = 1 };
}
