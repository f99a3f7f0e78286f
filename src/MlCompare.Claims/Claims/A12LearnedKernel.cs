namespace MlCompare.Claims.Claims;

/// <summary>Kernel regression with the kernel that a network learned.</summary>
public sealed class A12LearnedKernel : Claim
{
    public override string Id => "a12";

    public override string Words => "Deep networks design their own kernels from data: the learned kernel carries the advantage.";

    public override string Source => "Discussion and digest of arXiv 2604.21691";

    public override string Experiment => "One hidden layer in the rich regime on a sine along one of ten directions, 300 rows: kernel regression with its tangent kernel before and after training.";

    public override string Refuter => "Less than 80 % of the network's advantage over its first kernel recovered by its last one.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.8, "Share of the network's advantage that kernel regression with the learned kernel recovers", read =>
            (read.Of(Rich, "kernelBefore") - read.Of(Rich, "kernelAfter")) / (read.Of(Rich, "kernelBefore") - read.Of(Rich, "network"))),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Squared error on new rows",
        "Predictor",
        "Mean squared error",
        new LinePlan("One hidden layer, 300 rows", Family.Neural, [0, 1, 2], (read, i) => read.Of(Rich, new[] { "kernelBefore", "kernelAfter", "network" }[(int)i])))
    {
        Categories = ["Kernel before training", "Kernel after training", "Network"],
        Unit = Unit.Number,
    };

    internal static Cell Rich => Of(128, 0.25, 0);

    /// <summary>A cell of the tangent study.</summary>
    internal static Cell Of(int width, double multiplier, double noise, bool shuffled = false) => new Cell("", "", 300) { Instrument = "tangent-study" }
        .With("width", width).With("multiplier", multiplier).With("noise", noise).With("shuffled", shuffled ? 1 : 0);
}
