using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>Options of <see cref="TextEmbeddingLearner"/>.</summary>
public sealed record TextEmbeddingOptions
{
    /// <summary>Numbers of the vector of each word or n-gram.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Most words, word pairs and character n-grams that get a vector, those in most texts first.</summary>
    public int Features { get; init; } = 100_000;

    /// <summary>Words and n-grams of a text past so many are not read.</summary>
    public int LongestText { get; init; } = 4_000;

    /// <summary>Probability that training drops a word or n-gram of a text.</summary>
    public double TokenDropout { get; init; } = 0.2;

    public double LearningRate { get; init; } = 0.003;

    public double LabelSmoothing { get; init; }

    /// <summary>Rows of a batch; 0: from 8 to 64, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as give about 3,000 steps, from 8 to 40.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal int BatchFor(int rows) => BatchSize > 0 ? BatchSize : Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows / 64), 8, 64);

    internal int EpochsFor(int rows) => Epochs > 0 ? Epochs : Math.Clamp(3000 * BatchFor(rows) / rows, 8, 40);
}

/// <summary>
/// Mean of learned vectors of words, word pairs and character n-grams, then a linear layer (fastText, Joulin et al. 2017). Expect it to be
/// quick and hard to beat where single words and short phrases tell the class, and blind to their order beyond that.
/// </summary>
public sealed class TextEmbeddingLearner(TextEmbeddingOptions settings) : NetworkLearner<TextEmbeddingOptions>(settings, Modality.Text)
{
    public TextEmbeddingLearner()
        : this(new TextEmbeddingOptions())
    {
    }

    public override string Id => "text-embedding";

    public override string Title => "Neural network (n-gram embeddings)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.03),
        new Hyperparameter.Uniform("tokenDropout", 0, 0.6),
        new Hyperparameter.Choice("width", 16, 64, 128),
        new Hyperparameter.Choice("labelSmoothing", 0.0, 0.1),
    ];

    protected override ILearner Create(TextEmbeddingOptions changed) => new TextEmbeddingLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) => TokenEncoder.Fit(
        train.Features, TokenKind.Grams, Settings.Features, Settings.LongestText, Settings.TokenDropout, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => TokenEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows) => new(
        encoder.Input!, [new Layer.Embedding(Settings.Width, 1.0 / Settings.Width), new Layer.MeanPool(), new Layer.Dense(outputs)]);

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            LabelSmoothing = Settings.LabelSmoothing,
            Warmup = 0.05,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10);

    protected override void Validate(TextEmbeddingOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Width is >= 1 and <= 1024, "width", "1 to 1024");
        ranges.Require(changed.Features is >= 1, "features", "1 or more");
        ranges.Require(changed.LongestText is >= 1, "longestText", "1 or more");
        ranges.Require(changed.TokenDropout is >= 0 and < 1, "tokenDropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.LabelSmoothing is >= 0 and < 1, "labelSmoothing", "from 0 to below 1");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
