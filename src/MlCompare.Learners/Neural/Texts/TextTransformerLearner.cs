using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>Options of <see cref="TextTransformerLearner"/>.</summary>
public sealed record TextTransformerOptions
{
    /// <summary>Numbers of a word's vector.</summary>
    public int Width { get; init; } = 64;

    public int Blocks { get; init; } = 2;

    public int Heads { get; init; } = 4;

    /// <summary>Words, or pieces of words.</summary>
    public TokenKind Tokens { get; init; } = TokenKind.Words;

    /// <summary>Most words or pieces that get a vector.</summary>
    public int Words { get; init; } = 30_000;

    /// <summary>Words or pieces of a text past so many are not read: attention costs their square.</summary>
    public int LongestText { get; init; } = 128;

    /// <summary>Probability that training drops a word of a text.</summary>
    public double TokenDropout { get; init; } = 0.1;

    public double Dropout { get; init; } = 0.2;

    public double LearningRate { get; init; } = 0.001;

    public double WeightDecay { get; init; } = 0.05;

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
/// Small Transformer on word and position vectors, trained from scratch (Vaswani et al. 2017). Expect it to need more texts than the other
/// text networks before it finds what their order tells; it has read nothing beforehand.
/// </summary>
public sealed class TextTransformerLearner(TextTransformerOptions settings) : NetworkLearner<TextTransformerOptions>(settings, Modality.Text)
{
    public TextTransformerLearner()
        : this(new TextTransformerOptions())
    {
    }

    public override string Id => "text-transformer";

    public override string Title => "Neural network (Transformer)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0002, 0.005),
        new Hyperparameter.Uniform("dropout", 0, 0.5),
        new Hyperparameter.Uniform("tokenDropout", 0, 0.4),
        new Hyperparameter.Choice("blocks", 1, 2, 3),
        new Hyperparameter.Choice("width", 32, 64, 128),
    ];

    protected override ILearner Create(TextTransformerOptions changed) => new TextTransformerLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) => TokenEncoder.Fit(
        train.Features, Settings.Tokens, Settings.Words, Settings.LongestText, Settings.TokenDropout, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => TokenEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows)
    {
        Layer dropout = new Layer.Dropout(Settings.Dropout);
        Layer[] block =
        [
            new Layer.Residual([new Layer.LayerNorm(), new Layer.Attention(Settings.Heads), dropout]),
            new Layer.Residual(
            [
                new Layer.LayerNorm(), new Layer.Dense(2 * Settings.Width), new Layer.Activate(Activation.Gelu), new Layer.Dense(Settings.Width), dropout,
            ]),
        ];
        return new NetworkSpec(
            encoder.Input!,
            [
                new Layer.Embedding(Settings.Width), new Layer.Positions(), .. Enumerable.Repeat(block, Settings.Blocks).SelectMany(layers => layers),
                new Layer.LayerNorm(), new Layer.MeanPool(), new Layer.Dense(outputs),
            ]);
    }

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            WeightDecay = Settings.WeightDecay,
            Warmup = 0.1,
            ClipNorm = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10);

    protected override void Validate(TextTransformerOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Heads is >= 1 and <= 64, "heads", "1 to 64");
        ranges.Require(changed.Width is >= 1 and <= 1024 && changed.Width % changed.Heads == 0, "width", "a multiple of the heads up to 1024");
        ranges.Require(changed.Blocks is >= 1 and <= 32, "blocks", "1 to 32");
        TextRanges.Require(ranges, changed.Tokens, changed.Words, changed.LongestText);
        ranges.Require(changed.LongestText is >= 1 and <= 4096, "longestText", "1 to 4096");
        ranges.Require(changed.TokenDropout is >= 0 and < 1, "tokenDropout", "from 0 to below 1");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
