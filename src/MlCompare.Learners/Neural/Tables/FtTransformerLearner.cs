using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>Options of <see cref="FtTransformerLearner"/>; smaller than the original (192 wide, 3 blocks), for a CPU.</summary>
public sealed record FtTransformerOptions
{
    /// <summary>Numbers of a token.</summary>
    public int Width { get; init; } = 64;

    public int Blocks { get; init; } = 2;

    public int Heads { get; init; } = 4;

    public double Dropout { get; init; } = 0.1;

    public double LearningRate { get; init; } = 0.001;

    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Rows of a batch; 0: from 32 to 256, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as give about 1,000 steps, at least 15, of small tables fewer.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal int EpochsFor(int rows, int batch) => Epochs > 0 ? Epochs : Math.Clamp(1000 * batch / rows, 15, 30 + rows / 10);
}

/// <summary>
/// Transformer over the features of a table (FT-Transformer, Gorishniy et al. 2021): one token a feature, attention among them. Expect it to
/// find which features act together, at many times the cost of a multilayer perceptron.
/// </summary>
public sealed class FtTransformerLearner(FtTransformerOptions settings) : NetworkLearner<FtTransformerOptions>(settings, Modality.Tabular)
{
    // Attention costs their square: 100 features take minutes for 10,000 rows.
    private const int MostFeatures = 100;

    public FtTransformerLearner()
        : this(new FtTransformerOptions())
    {
    }

    public override string Id => "ft-transformer";

    public override string Title => "Neural network (FT-Transformer)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0002, 0.005),
        new Hyperparameter.LogUniform("weightDecay", 0.001, 0.5),
        new Hyperparameter.Uniform("dropout", 0, 0.4),
        new Hyperparameter.Choice("blocks", 1, 2, 3),
        new Hyperparameter.Choice("width", 32, 64, 128),
    ];

    public override string? Decline(TrainingSet train) => base.Decline(train) ?? (train.Features.Columns.Length <= MostFeatures
        ? null
        : $"{Id} takes up to {MostFeatures} features, because attention costs their square; these rows have {train.Features.Columns.Length}.");

    protected override ILearner Create(FtTransformerOptions changed) => new FtTransformerLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) => FeatureTokenEncoder.Fit(train.Features, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => FeatureTokenEncoder.Load(reader);

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
                new Layer.FeatureTokens(((FeatureTokenEncoder)encoder).Sizes, Settings.Width), .. Enumerable.Repeat(block, Settings.Blocks).SelectMany(layers => layers),
                new Layer.LayerNorm(), new Layer.MeanPool(), new Layer.Dense(outputs),
            ]);
    }

    private protected override NetworkPlan Plan(TrainingSet train)
    {
        int batch = TableBudget.Batch(Settings.BatchSize, train.Count);
        return new NetworkPlan(new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count, batch),
            BatchSize = batch,
            LearningRate = Settings.LearningRate,
            WeightDecay = Settings.WeightDecay,
            Warmup = 0.1,
            ClipNorm = 1,
            AverageEpochs = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        });
    }

    protected override void Validate(FtTransformerOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Heads is >= 1 and <= 64, "heads", "1 to 64");
        ranges.Require(changed.Width is >= 1 and <= 1024 && changed.Width % changed.Heads == 0, "width", "a multiple of the heads up to 1024");
        ranges.Require(changed.Blocks is >= 1 and <= 32, "blocks", "1 to 32");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
