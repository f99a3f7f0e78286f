using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Sounds;

/// <summary>Options of <see cref="AudioConvLearner"/>.</summary>
public sealed record AudioConvOptions
{
    /// <summary>Filters of the first stage; each stage has twice as many as the one before.</summary>
    public int Filters { get; init; } = 24;

    /// <summary>Equal parts of a sound over which its energies are averaged.</summary>
    public int Times { get; init; } = 48;

    public int Bands { get; init; } = 40;

    /// <summary>Training spectrograms are moved in time and pitch by up to so many places.</summary>
    public int Shift { get; init; } = 2;

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
/// Convolutional network on the log-mel spectrogram of a sound. Expect it to win where patterns of pitch over time tell the class, such as
/// words and calls; the length of a sound is not seen.
/// </summary>
public sealed class AudioConvLearner(AudioConvOptions settings) : NetworkLearner<AudioConvOptions>(settings, Modality.Audio)
{
    public AudioConvLearner()
        : this(new AudioConvOptions())
    {
    }

    public override string Id => "audio-conv";

    public override string Title => "Neural network (spectrogram convolutions)";

    public override bool StandsForFamily(Modality modality) => modality == Modality.Audio;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.0005, 0.02),
        new Hyperparameter.LogUniform("weightDecay", 0.005, 0.5),
        new Hyperparameter.Uniform("dropout", 0, 0.5),
        new Hyperparameter.Choice("filters", 16, 24, 32),
        new Hyperparameter.Choice("shift", 0, 2, 4),
    ];

    protected override ILearner Create(AudioConvOptions changed) => new AudioConvLearner(changed);

    private protected override NetworkEncoder Encode(TrainingSet train, FitContext context) =>
        SpectrogramEncoder.Fit(train.Features, Settings.Times, Settings.Bands, Settings.Shift, isLine: false, context.Cancel);

    private protected override NetworkEncoder LoadEncoder(BinaryReader reader) => SpectrogramEncoder.Load(reader);

    private protected override NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows) => new(
        encoder.Input!,
        [
            .. ConvStages.Make(encoder.Input!.Shape, Settings.Filters, 1), new Layer.Flatten(), new Layer.Dropout(Settings.Dropout), new Layer.Dense(outputs),
        ]);

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

    protected override void Validate(AudioConvOptions changed)
    {
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Filters is >= 4 and <= 512, "filters", "4 to 512");
        ranges.Require(changed.Times is >= 4 and <= 512, "times", "4 to 512");
        ranges.Require(changed.Bands is >= 4 and <= 128, "bands", "4 to 128");
        ranges.Require(changed.Shift is >= 0 and <= 16, "shift", "0 to 16");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 10, "weightDecay", "0 to 10");
        ranges.Require(changed.BatchSize is >= 0, "batchSize", "0 (automatic) or more");
        ranges.Require(changed.Epochs is >= 0, "epochs", "0 (automatic) or more");
    }
}
