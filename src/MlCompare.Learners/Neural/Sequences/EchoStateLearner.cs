using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Sequences;

/// <summary>Options of <see cref="EchoStateLearner"/>.</summary>
public sealed record EchoStateOptions : ISequenceOptions
{
    /// <summary>Random recurrent units.</summary>
    public int Units { get; init; } = 500;

    /// <summary>Spectral radius of the recurrent weights: how long the past echoes.</summary>
    public double Radius { get; init; } = 0.9;

    /// <summary>Share of a state that each position renews.</summary>
    public double Leak { get; init; } = 0.3;

    /// <summary>Standard deviation of what the inputs add to the sums: small is near linear, large saturates.</summary>
    public double InputScale { get; init; } = 1;

    /// <summary>Numbers of a token's random vector.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Words, or pieces of words.</summary>
    public TokenKind Tokens { get; init; } = TokenKind.Words;

    /// <summary>Most words or pieces that get a vector.</summary>
    public int Words { get; init; } = 30_000;

    /// <summary>Tokens of a text past so many are not read.</summary>
    public int LongestText { get; init; } = 200;

    /// <summary>Equal parts of a sound over which its energies are averaged.</summary>
    public int Times { get; init; } = 48;

    public int Bands { get; init; } = 40;
}

/// <summary>
/// Echo state network (Jaeger 2001): a recurrent network of random weights that stay, and a ridge regression on its mean state. It is the
/// control of the trained recurrent network: what it reaches needed no learning of features. Expect it to be quick, and behind.
/// </summary>
public sealed class EchoStateLearner(EchoStateOptions settings) : Learner<EchoStateOptions>(settings)
{
    public EchoStateLearner()
        : this(new EchoStateOptions())
    {
    }

    public override string Id => "echo-state";

    public override string Title => "Neural network (fixed reservoir)";

    public override Family Family => Family.Neural;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Uniform("radius", 0.3, 1.2),
        new Hyperparameter.LogUniform("leak", 0.05, 1),
        new Hyperparameter.LogUniform("inputScale", 0.05, 2),
        new Hyperparameter.Choice("tokens", "words", "pieces"),
    ];

    public override string? Decline(TrainingSet train) => SequenceEncoder.Decline(Id, train.Features.Modality);

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        SequenceEncoder encoder = SequenceEncoder.Fit(train.Features, Settings, 0, 0, context.Cancel);
        return new NetworkModel(encoder, new EchoStateFit(encoder, Settings, context).Run(train));
    }

    public override IPredictor Load(BinaryReader reader) => NetworkModel.Load(reader, SequenceEncoder.Load);

    protected override ILearner Create(EchoStateOptions changed) => new EchoStateLearner(changed);

    protected override void Validate(EchoStateOptions changed)
    {
        OptionRanges ranges = new(Id);
        ((ISequenceOptions)changed).Validate(ranges);
        ranges.Require(changed.Units is >= 2 and <= 4096, "units", "2 to 4096");
        ranges.Require(changed.Radius is >= 0 and <= 10, "radius", "0 to 10");
        ranges.Require(changed.Leak is > 0 and <= 1, "leak", "above 0, at most 1");
        ranges.Require(changed.InputScale is > 0 and <= 100, "inputScale", "above 0, at most 100");
        ranges.Require(changed.Width is >= 1 and <= 1024, "width", "1 to 1024");
    }
}
