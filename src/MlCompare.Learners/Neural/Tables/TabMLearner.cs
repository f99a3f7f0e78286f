using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>Options of <see cref="TabMLearner"/>.</summary>
public sealed record TabMOptions
{
    /// <summary>Members of the ensemble; they share all weights but factors on the inputs and the last layer.</summary>
    public int Members { get; init; } = 8;

    /// <summary>Units of each hidden layer.</summary>
    public int Width { get; init; } = 256;

    public int HiddenLayers { get; init; } = 2;

    /// <summary>−1: 0.1 for classes, 0 for numbers.</summary>
    public double Dropout { get; init; } = -1;

    /// <summary>Peak learning rate, relative to the scale of a layer's initial weights.</summary>
    public double LearningRate { get; init; } = 0.06;

    public double WeightDecay { get; init; } = 0.02;

    public double LabelSmoothing { get; init; }

    /// <summary>Most bins of the piecewise-linear embedding of each number; 0 for none.</summary>
    public int MostBins { get; init; } = 32;

    /// <summary>Rows of a batch; 0: from 32 to 256, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as give about 2,000 steps, at least 30, of small tables fewer.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal double DropoutFor(int outputs) => Dropout >= 0 ? Dropout : outputs == 1 ? 0 : 0.1;
}

/// <summary>
/// Batch ensemble of multilayer perceptrons in one network (TabM-mini, Gorishniy et al. 2025): members differ in random signs on their inputs
/// and in their last layers. Expect what an ensemble of networks gives, for a part of its cost.
/// </summary>
public sealed class TabMLearner(TabMOptions settings) : NetworkLearner<TabMOptions>(settings, Modality.Tabular)
{
    private const float BinScale = 0.25f;
    private const int TextFeatures = 256;

    public TabMLearner()
        : this(new TabMOptions())
    {
    }

    public override string Id => "tabm";

    public override string Title => "Neural network (TabM)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.005, 0.1),
        new Hyperparameter.LogUniform("weightDecay", 0.001, 0.3),
        new Hyperparameter.Uniform("dropout", 0, 0.4),
        new Hyperparameter.Choice("hiddenLayers", 1, 2, 3),
        new Hyperparameter.Choice("width", 128, 256, 512),
        new Hyperparameter.Choice("members", 4, 8, 16),
        new Hyperparameter.Choice("mostBins", 0, 32, 64),
    ];

    protected override ILearner Create(TabMOptions changed) => new TabMLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) =>
        TableNetEncoder.Fit(train.Features, TableBudget.Bins(Settings.MostBins, train.Count), BinScale, TextFeatures, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => TableNetEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows)
    {
        List<Layer> layers = [new Layer.Members(Settings.Members), new Layer.MemberScale(RandomSigns: true)];
        for (int l = 0; l < Settings.HiddenLayers; l++)
        {
            layers.AddRange([new Layer.Dense(Settings.Width), new Layer.Activate(Activation.Silu), new Layer.Dropout(Settings.DropoutFor(outputs))]);
        }

        return new NetworkSpec(encoder.Input!, [.. layers, new Layer.MemberDense(outputs)]);
    }

    private protected override NetworkPlan Plan(TrainingSet train)
    {
        int batch = TableBudget.Batch(Settings.BatchSize, train.Count);
        return new NetworkPlan(new TrainingSpec
        {
            Epochs = TableBudget.Epochs(Settings.Epochs, train.Count, batch),
            BatchSize = batch,
            LearningRate = Settings.LearningRate,
            RelativeRates = true,
            Warmup = 0.05,
            WeightDecay = Settings.WeightDecay,
            Beta2 = 0.97,
            LabelSmoothing = Settings.LabelSmoothing,
            AverageEpochs = 2,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        });
    }

    protected override void Validate(TabMOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Members is >= 1 and <= 64, "members", "1 to 64");
        ranges.Require(changed.Width is >= 8 and <= 4096, "width", "8 to 4096");
        ranges.Require(changed.HiddenLayers is >= 1 and <= 16, "hiddenLayers", "1 to 16");
        ranges.Require(changed.Dropout is -1 or (>= 0 and < 1), "dropout", "-1 (automatic), or from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.LabelSmoothing is >= 0 and < 1, "labelSmoothing", "from 0 to below 1");
        ranges.Require(changed.MostBins is >= 0 and <= 1024, "mostBins", "0 to 1024");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
