namespace MlCompare.Claims.Claims;

/// <summary>Whether features turn to the labels before new rows are known.</summary>
public sealed class A35Migration : Claim
{
    public override string Id => "a35";

    public override string Words => "Grokking is signal that migrates out of the reservoir: the features change before the test does.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment =>
        "Addition modulo 31: the share of the hidden features' variance that lies between the classes, over training; is it half way up before 95 % of the held-out pairs are right? "
        + "A reading of the claim by features, not by the paper's operators.";

    public override string Refuter => "In a fifth of the replicates or more, the features turn no earlier than the test.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 16 : 40;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.8, "Share of replicates whose features turn at least 100 steps before the test", read =>
        {
            double turned = read.Of(Run, "turned"), grokked = read.Of(Run, "grokked"), reached = read.Of(Run, "reached");
            return double.IsNaN(turned + grokked + reached) ? double.NaN : reached != 0 && turned <= grokked - 100 ? 1 : 0;
        }).AsShare(),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "When it happens",
        "Event",
        "Step",
        new LinePlan("Addition modulo 31", Family.Neural, [0, 1, 2], (read, i) => read.Of(Run, new[] { "learned", "turned", "grokked" }[(int)i])))
    {
        Categories = ["Training pairs known", "Features half turned", "Held-out pairs known"],
        Unit = Unit.Number,
    };

    internal static Cell Run => A31Accelerates.Run(0.03, gated: false);
}
