using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>Options of <see cref="TextConvLearner"/>.</summary>
public sealed record TextConvOptions
{
    /// <summary>Numbers of a word's vector.</summary>
    public int Width { get; init; } = 64;

    public int Filters { get; init; } = 128;

    /// <summary>Words that a filter sees; odd.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Words, or pieces of words.</summary>
    public TokenKind Tokens { get; init; } = TokenKind.Words;

    /// <summary>Most words or pieces that get a vector.</summary>
    public int Words { get; init; } = 30_000;

    /// <summary>Words or pieces of a text past so many are not read.</summary>
    public int LongestText { get; init; } = 400;

    /// <summary>Probability that training drops a word of a text.</summary>
    public double TokenDropout { get; init; } = 0.1;

    public double Dropout { get; init; } = 0.3;

    public double LearningRate { get; init; } = 0.002;

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
/// Convolution over the word vectors of a text, the largest answer of each filter kept (Kim 2014). Expect it to find phrases wherever they
/// stand, given some thousand texts; with few it learns fewer words than counting does.
/// </summary>
public sealed class TextConvLearner(TextConvOptions settings) : NetworkLearner<TextConvOptions>(settings, Modality.Text)
{
    public TextConvLearner()
        : this(new TextConvOptions())
    {
    }

    public override string Id => "text-conv";

    public override string Title => "Neural network (text convolution)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.01),
        new Hyperparameter.Uniform("dropout", 0, 0.6),
        new Hyperparameter.Uniform("tokenDropout", 0, 0.4),
        new Hyperparameter.Choice("kernel", 1, 3, 5),
        new Hyperparameter.Choice("filters", 64, 128, 256),
    ];

    protected override ILearner Create(TextConvOptions changed) => new TextConvLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) => TokenEncoder.Fit(
        train.Features, Settings.Tokens, Settings.Words, Settings.LongestText, Settings.TokenDropout, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => TokenEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows) => new(
        encoder.Input!,
        [
            new Layer.Embedding(Settings.Width, 0.3), new Layer.Convolution(Settings.Filters, Settings.Kernel), new Layer.Activate(Activation.Relu),
            new Layer.GlobalMaxPool(), new Layer.Dropout(Settings.Dropout), new Layer.Dense(outputs),
        ]);

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            Warmup = 0.05,
            ClipNorm = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10);

    protected override void Validate(TextConvOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Width is >= 1 and <= 1024, "width", "1 to 1024");
        ranges.Require(changed.Filters is >= 1 and <= 1024, "filters", "1 to 1024");
        ranges.Require(changed.Kernel is >= 1 and <= 31 && changed.Kernel % 2 == 1, "kernel", "an odd number up to 31");
        TextRanges.Require(ranges, changed.Tokens, changed.Words, changed.LongestText);
        ranges.Require(changed.TokenDropout is >= 0 and < 1, "tokenDropout", "from 0 to below 1");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
