using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Sequences;

/// <summary>Options of <see cref="GruLearner"/>.</summary>
public sealed record GruOptions : ISequenceOptions
{
    /// <summary>Units of the state, in each of the two directions.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Numbers of a token's vector.</summary>
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

    /// <summary>Training spectrograms are moved in time and pitch by up to so many places.</summary>
    public int Shift { get; init; } = 2;

    /// <summary>Probability that training drops a token of a text.</summary>
    public double TokenDropout { get; init; } = 0.1;

    public double Dropout { get; init; } = 0.3;

    public double LearningRate { get; init; } = 0.002;

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Rows of a batch; 0: from 8 to 64, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as give about 1,500 steps, from 6 to 30.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal int BatchFor(int rows) => BatchSize > 0 ? BatchSize : Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows / 64), 8, 64);

    internal int EpochsFor(int rows) => Epochs > 0 ? Epochs : Math.Clamp(1500 * BatchFor(rows) / rows, 6, 30);
}

/// <summary>
/// Recurrent network: a gated recurrent unit reads a text word by word, or a sound time by time, in both directions; the largest state of
/// each unit is kept (Cho et al. 2014). Expect it to use order as the convolutions do and to take several times as long.
/// </summary>
public sealed class GruLearner(GruOptions settings) : NetworkLearner<GruOptions>(settings, null)
{
    public GruLearner()
        : this(new GruOptions())
    {
    }

    public override string Id => "gru";

    public override string Title => "Neural network (recurrent)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.01),
        new Hyperparameter.Uniform("dropout", 0, 0.6),
        new Hyperparameter.Uniform("tokenDropout", 0, 0.4),
        new Hyperparameter.Choice("units", 32, 64, 128),
        new Hyperparameter.Choice("tokens", "words", "pieces"),
    ];

    public override string? Decline(TrainingSet train) => SequenceEncoder.Decline(Id, train.Features.Modality);

    protected override ILearner Create(GruOptions changed) => new GruLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) =>
        SequenceEncoder.Fit(train.Features, Settings, Settings.TokenDropout, Settings.Shift, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => SequenceEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows) => new(
        encoder.Input!,
        [
            .. ((SequenceEncoder)encoder).Vectors(Settings.Width, 0.3), new Layer.Gru(Settings.Units, BothWays: true), new Layer.GlobalMaxPool(),
            new Layer.Dropout(Settings.Dropout), new Layer.Dense(outputs),
        ]);

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            WeightDecay = Settings.WeightDecay,
            Warmup = 0.05,
            ClipNorm = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10);

    protected override void Validate(GruOptions changed)
    {
        OptionRanges ranges = new(Id);
        ((ISequenceOptions)changed).Validate(ranges);
        ranges.Require(changed.Units is >= 1 and <= 1024, "units", "1 to 1024");
        ranges.Require(changed.Width is >= 1 and <= 1024, "width", "1 to 1024");
        ranges.Require(changed.Shift is >= 0 and <= 16, "shift", "0 to 16");
        ranges.Require(changed.TokenDropout is >= 0 and < 1, "tokenDropout", "from 0 to below 1");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
