using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Kernels composed of smaller ones against networks of the same prior.</summary>
public sealed class A11ComposedKernels : Claim
{
    public override string Id => "a11";

    public override string Words => "There is no good way of composing kernels as one composes layers.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "A kernel composed for the structure against the network made for it, 1,000 rows: local patches of images, n-grams of texts, a learned metric on three directions.";

    public override string Refuter => "On one of the three the composed kernel comes within a point of the network, or ahead.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Behind("translated-patterns", "conv-kernel", "conv"),
        Behind("markov-text", "spectrum-kernel", "text-conv"),
        Behind("multi-index", "feature-machine", Network),
    ];

    private static Question Behind(string set, string kernel, string network) => Question.Above(
        Margin, $"Excess error of {Title(kernel).ToLowerInvariant()} less that of {Title(network).ToLowerInvariant()}, {set}", read => read.Excess(set, kernel, 1000) - read.Excess(set, network, 1000)).InPercent();
}
