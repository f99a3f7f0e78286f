namespace MlCompare.Claims.Claims;

/// <summary>Whether training puts signal into leading directions and noise into trailing ones.</summary>
public sealed class A28SortsTheBuckets : Claim
{
    private static Cell Noisy => A12LearnedKernel.Of(128, 0.25, 0.5);

    public override string Id => "a28";

    public override string Words => "Training puts the right things into the right bucket: signal into the leading directions, noise into the others.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172 (asked there as a doubt)";

    public override string Experiment => "Known signal and known noise, in the eigenvectors of a network's tangent kernel before and after training: the chance that a unit of signal lies ahead of a unit of noise.";

    public override string Refuter => "The chance is near one half, or training adds less than 0.05 to what the first kernel did already.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.55, "Chance that signal lies ahead of noise, after training", read => read.Of(Noisy, "sortedAfter")),
        Question.Above(0.05, "What training adds to that of the first kernel", read => read.Of(Noisy, "sortedAfter") - read.Of(Noisy, "sortedBefore")),
    ];
}
