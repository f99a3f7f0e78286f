namespace MlCompare.Claims.Claims;

/// <summary>In which order the directions of the kernel are fitted.</summary>
public sealed class A34TopDown : Claim
{
    public override string Id => "a34";

    public override string Words => "The implicit bias of training is that the channel fills from the top: leading directions first.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment => "When half of the target along each of the first forty eigenvectors of the tangent kernel is fitted; once more with the targets in random order.";

    public override string Refuter => "A rank correlation of eigenvalue and earliness below 0.5, or one that is no higher than with targets in random order.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.5, "Kendall's τ of eigenvalue and earliness", read => read.Of(A12LearnedKernel.Rich, "fillOrder")),
        Question.Above(0, "That τ less the one with targets in random order", read => read.Of(A12LearnedKernel.Rich, "fillOrder") - read.Of(A12LearnedKernel.Of(128, 0.25, 0, shuffled: true), "fillOrder")),
    ];
}
