using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>A linear model on a parity.</summary>
public sealed class A55Perceptron : Claim
{
    public override string Id => "a55";

    public override string Words => "A perceptron could not do anything interesting.";

    public override string Source => "Discussion of arXiv 2604.21691, after Minsky and Papert 1969";

    public override string Experiment => "Parity of three of twenty signs, 2,000 rows: a linear model against a network with one hidden layer.";

    public override string Refuter => "The linear model below 45 % error, or the network above 5 %.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.45, "Error of the linear model", read => read.Of(new Cell("sparse-parity", Linear, 2000), "error")).InPercent(),
        Question.Below(0.05, "Error of one hidden layer", read => read.Of(new Cell("sparse-parity", Network, 2000).With("hiddenLayers", 1), "error")).InPercent(),
    ];
}
