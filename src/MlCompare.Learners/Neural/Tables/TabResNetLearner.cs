using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>Options of <see cref="TabResNetLearner"/>.</summary>
public sealed record TabResNetOptions
{
    /// <summary>Units that the blocks add to; inside a block there are twice as many.</summary>
    public int Width { get; init; } = 192;

    public int Blocks { get; init; } = 2;

    /// <summary>Dropout inside the blocks.</summary>
    public double Dropout { get; init; } = 0.25;

    public double LearningRate { get; init; } = 0.001;

    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Rows of a batch; 0: from 32 to 256, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as give about 2,000 steps, at least 30, of small tables fewer.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;
}

/// <summary>
/// Residual network for tables (Gorishniy et al. 2021): blocks of batch norm, two layers and dropout, each added to what it reads. Expect
/// it near a plain multilayer perceptron, with more depth to use where rows are many.
/// </summary>
public sealed class TabResNetLearner(TabResNetOptions settings) : NetworkLearner<TabResNetOptions>(settings, Modality.Tabular)
{
    private const int TextFeatures = 256;

    public TabResNetLearner()
        : this(new TabResNetOptions())
    {
    }

    public override string Id => "tab-resnet";

    public override string Title => "Neural network (residual)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0001, 0.01),
        new Hyperparameter.LogUniform("weightDecay", 0.001, 1),
        new Hyperparameter.Uniform("dropout", 0, 0.5),
        new Hyperparameter.Choice("blocks", 1, 2, 3, 4),
        new Hyperparameter.Choice("width", 64, 192, 384),
    ];

    protected override ILearner Create(TabResNetOptions changed) => new TabResNetLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) =>
        TableNetEncoder.Fit(train.Features, 0, 1, TextFeatures, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => TableNetEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows)
    {
        Layer block = new Layer.Residual(
        [
            new Layer.BatchNorm(), new Layer.Dense(2 * Settings.Width), new Layer.Activate(Activation.Relu), new Layer.Dropout(Settings.Dropout),
            new Layer.Dense(Settings.Width),
        ]);
        return new NetworkSpec(
            encoder.Input!,
            [
                new Layer.Dense(Settings.Width), .. Enumerable.Repeat(block, Settings.Blocks), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu),
                new Layer.Dense(outputs),
            ]);
    }

    private protected override NetworkPlan Plan(TrainingSet train)
    {
        int batch = TableBudget.Batch(Settings.BatchSize, train.Count);
        return new NetworkPlan(new TrainingSpec
        {
            Epochs = TableBudget.Epochs(Settings.Epochs, train.Count, batch),
            BatchSize = batch,
            LearningRate = Settings.LearningRate,
            Warmup = 0.05,
            WeightDecay = Settings.WeightDecay,
            AverageEpochs = 2,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        });
    }

    protected override void Validate(TabResNetOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Width is >= 8 and <= 4096, "width", "8 to 4096");
        ranges.Require(changed.Blocks is >= 1 and <= 64, "blocks", "1 to 64");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
