using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Sounds;

/// <summary>Options of <see cref="WaveConvLearner"/>.</summary>
public sealed record WaveConvOptions
{
    /// <summary>Filters of the first stage; the second has twice as many, the others four times as many.</summary>
    public int Filters { get; init; } = 32;

    /// <summary>Milliseconds that a filter of the first stage sees; odd.</summary>
    public int Kernel { get; init; } = 9;

    /// <summary>Seconds of a sound that are read.</summary>
    public double Longest { get; init; } = 2;

    /// <summary>Training sounds are moved by up to so many milliseconds.</summary>
    public int Shift { get; init; } = 20;

    public double Dropout { get; init; } = 0.3;

    public double LearningRate { get; init; } = 0.003;

    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Rows of a batch; 0: from 16 to 64, growing with the rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Passes over the rows; 0: as many as show about 100,000 sounds, from 10 to 40.</summary>
    public int Epochs { get; init; }

    public ClassWeights ClassWeights { get; init; }

    public bool EarlyStopping { get; init; } = true;

    internal int BatchFor(int rows) => BatchSize > 0 ? BatchSize : Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows / 40), 16, 64);

    internal int EpochsFor(int rows) => Epochs > 0 ? Epochs : Math.Clamp(100_000 / rows, 10, 40);
}

/// <summary>
/// Convolutions on the samples of a sound, without a spectrogram: the control of <see cref="AudioConvLearner"/>, which has to find the
/// frequencies by itself. Expect it behind on few sounds; on the 2,700 spoken digits of fsdd it was not (300 of 300 right, the other 299).
/// </summary>
public sealed class WaveConvLearner(WaveConvOptions settings) : NetworkLearner<WaveConvOptions>(settings, Modality.Audio)
{
    // Convolution across so many positions, with so many times the filters, pooled by so many.
    private static readonly (int Kernel, int Filters, int Pool)[] Later = [(5, 2, 4), (3, 4, 2), (3, 4, 2)];

    public WaveConvLearner()
        : this(new WaveConvOptions())
    {
    }

    public override string Id => "wave-conv";

    public override string Title => "Neural network (waveform convolutions)";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.02),
        new Hyperparameter.LogUniform("weightDecay", 0.005, 0.5),
        new Hyperparameter.Uniform("dropout", 0, 0.5),
        new Hyperparameter.Choice("filters", 16, 32, 48),
        new Hyperparameter.Choice("kernel", 5, 9, 17),
    ];

    protected override ILearner Create(WaveConvOptions changed) => new WaveConvLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) => WaveEncoder.Fit(train.Features, Settings.Longest, Settings.Shift);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => WaveEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows)
    {
        List<Layer> layers = [];
        int width = encoder.Input!.Shape.Width;
        foreach ((int kernel, int filters, int pool) in (ReadOnlySpan<(int, int, int)>)[(Settings.Kernel, 1, 4), .. Later])
        {
            layers.AddRange([new Layer.Convolution(filters * Settings.Filters, kernel), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu)]);
            if (width >= 2 * pool)
            {
                layers.Add(new Layer.MaxPool(pool));
                width /= pool;
            }
        }

        return new NetworkSpec(encoder.Input!, [.. layers, new Layer.GlobalMaxPool(), new Layer.Dropout(Settings.Dropout), new Layer.Dense(outputs)]);
    }

    private protected override NetworkPlan Plan(TrainingSet train) => new(
        new TrainingSpec
        {
            Epochs = Settings.EpochsFor(train.Count),
            BatchSize = Settings.BatchFor(train.Count),
            LearningRate = Settings.LearningRate,
            WeightDecay = Settings.WeightDecay,
            LabelSmoothing = 0.05,
            Warmup = 0.05,
            AverageEpochs = 1,
            ClassWeights = Settings.ClassWeights,
            EarlyStopping = Settings.EarlyStopping,
        },
        Folds: 10,
        Shards: 2);

    protected override void Validate(WaveConvOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Filters is >= 4 and <= 256, "filters", "4 to 256");
        ranges.Require(changed.Kernel is >= 1 and <= 63 && changed.Kernel % 2 == 1, "kernel", "an odd number up to 63");
        ranges.Require(changed.Longest is > 0 and <= 60, "longest", "above 0, at most 60 (seconds)");
        ranges.Require(changed.Shift is >= 0 and <= 1000, "shift", "0 to 1000 (milliseconds)");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
