using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A network with the right prior against learners on raw pixels.</summary>
public sealed class A04Unstructured : Claim
{
    private const string Images = "translated-patterns";

    private static readonly string[] Raw = [Boosting, Network, Kernel];

    public override string Id => "a4";

    public override string Words => "On images, audio and text, a well-designed network mops the floor with everything else.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "A pattern at a random place of a noisy image: a convolutional network on an eighth of the rows against boosting, MLP and kernel on raw pixels of all rows.";

    public override string Refuter => "The best of the three on all rows within a point of the convolutional network on an eighth of them, or ahead.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(
            Margin,
            $"Excess error of the best raw learner on {Most(scale):N0} rows less that of the convolutional network on {Most(scale) / 8:N0}",
            read => Raw.Select(learner => read.Excess(Images, learner, Most(scale))).ToArray().Min() - read.Excess(Images, "conv", Most(scale) / 8)).InPercent(),
        Question.Above(
            Margin,
            $"Excess error of the best raw learner less that of the convolutional network, both on {Most(scale):N0} rows",
            read => Raw.Select(learner => read.Excess(Images, learner, Most(scale))).ToArray().Min() - read.Excess(Images, "conv", Most(scale))).InPercent(),
    ];

    public override ChartPlan Chart(Scale scale) => Curves("Translated patterns", Images, Rows(scale), ["conv", .. Raw]);
}
