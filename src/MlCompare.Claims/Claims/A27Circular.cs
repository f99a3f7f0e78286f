namespace MlCompare.Claims.Claims;

/// <summary>Whether signal directions can be told without looking at the test rows.</summary>
public sealed class A27Circular : Claim
{
    private static Cell Noisy => A12LearnedKernel.Of(128, 0.25, 0.5);

    public override string Id => "a27";

    public override string Words => "The theory of channel and reservoir is close to circular: what counts as signal is only known from the test.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment =>
        "Directions of the training outputs after a fifth of training, ranked by their eigenvalue (training rows only) or by half of the test rows; which ranking foretells their gain on the other half at the end.";

    public override string Refuter => "The ranking by training rows alone foretells the gain (rank correlation above 0.5) nearly as well as the test rows do.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.5, "Rank correlation of early eigenvalue and final gain on test rows", read => read.Of(Noisy, "gainByEigenvalue")),
        Question.Above(0.1, "What the other half of the test rows adds to that", read => read.Of(Noisy, "gainByTestRows") - read.Of(Noisy, "gainByEigenvalue")),
    ];
}
