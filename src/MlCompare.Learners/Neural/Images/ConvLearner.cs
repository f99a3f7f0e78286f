using MlCompare.Data;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Images;

/// <summary>Options of <see cref="ConvLearner"/>.</summary>
public sealed record ConvOptions
{
    /// <summary>Filters of the first stage; each stage has twice as many as the one before, up to three stages.</summary>
    public int Filters { get; init; } = 32;

    /// <summary>Convolutions before each pooling.</summary>
    public int Depth { get; init; } = 1;

    public double Dropout { get; init; } = 0.2;

    public double LearningRate { get; init; } = 0.003;

    public double WeightDecay { get; init; } = 0.05;

    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Training images are moved by up to so many pixels; −1: 2 from 20 pixels of the shorter side on, 1 from 12, else 0.</summary>
    public int Shift { get; init; } = -1;

    /// <summary>Also mirrors training images left to right: only where that leaves the label as it is.</summary>
    public bool Flip { get; init; }

    /// <summary>Rows of a batch; 0: from 16 to 128, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as show about 400,000 images, from 16 to 60 (fashion-mnist, all rows, 16: accuracy 0.928).</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal int BatchFor(int rows) => BatchSize > 0 ? BatchSize : Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows / 40), 16, 128);

    internal int EpochsFor(int rows) => Epochs > 0 ? Epochs : Math.Clamp(400_000 / rows, 16, 60);

    internal int ShiftFor(int side) => Shift >= 0 ? Shift : side >= 20 ? 2 : side >= 12 ? 1 : 0;
}

/// <summary>
/// Convolutional network: 3×3 filters with batch norm and pooling, trained on slightly moved images. Expect it to win on images, where
/// what matters is a shape wherever it stands; it has no use for anything else.
/// </summary>
public sealed class ConvLearner(ConvOptions settings) : NetworkLearner<ConvOptions>(settings, Modality.Image)
{
    public ConvLearner()
        : this(new ConvOptions())
    {
    }

    public override string Id => "conv";

    public override string Title => "Neural network (convolutions)";

    public override bool StandsForFamily(Modality modality) => modality == Modality.Image;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.02),
        new Hyperparameter.LogUniform("weightDecay", 0.005, 0.5),
        new Hyperparameter.Uniform("dropout", 0, 0.5),
        new Hyperparameter.Choice("filters", 16, 32, 48),
        new Hyperparameter.Choice("depth", 1, 2),
        new Hyperparameter.Choice("flip", false, true),
    ];

    protected override ILearner Create(ConvOptions changed) => new ConvLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context)
    {
        ImageColumn images = train.Features.Columns.OfType<ImageColumn>().First();
        return ImageNetEncoder.Fit(train.Features, Settings.ShiftFor(Math.Min(images.Height, images.Width)), Settings.Flip);
    }

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => ImageNetEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows) => new(
        encoder.Input!,
        [
            .. ConvStages.Make(encoder.Input!.Shape, Settings.Filters, Settings.Depth), new Layer.Flatten(), new Layer.Dropout(Settings.Dropout),
            new Layer.Dense(outputs),
        ]);

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            WeightDecay = Settings.WeightDecay,
            LabelSmoothing = Settings.LabelSmoothing,
            Warmup = 0.05,
            AverageEpochs = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10,
        Shards: 2);

    protected override void Validate(ConvOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Filters is >= 4 and <= 512, "filters", "4 to 512");
        ranges.Require(changed.Depth is >= 1 and <= 8, "depth", "1 to 8");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.LabelSmoothing is >= 0 and < 1, "labelSmoothing", "from 0 to below 1");
        ranges.Require(changed.Shift is >= -1 and <= 16, "shift", "-1 (automatic) to 16");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
