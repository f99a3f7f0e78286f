using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Random search with a falling temperature against gradients.</summary>
public sealed class A52SimulatedAnnealing : Claim
{
    public override string Id => "a52";

    public override string Words => "Simulated annealing never achieved what gradient descent with backpropagation does.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "The same network and rows: 400 gradient steps against annealing with as much computing.";

    public override string Refuter => "The annealed network's squared error, in training or on new rows, at most 5 % above the trained one's.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(RelativeMargin, "ln of the ratio of training losses, annealed to trained", read => Math.Log(read.Of(A61EndToEnd.Net, "annealedLoss") / read.Of(A61EndToEnd.Net, "trainedLoss"))),
        Question.Above(RelativeMargin, "ln of the ratio of squared errors on new rows", read => Math.Log(read.Of(A61EndToEnd.Net, "annealed") / read.Of(A61EndToEnd.Net, "trained"))),
    ];
}
