using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Kernel ridge regression, on class indicators for classification: compares each row with all training rows, which suits smooth
/// functions of few or rotated features, pixels, and a few thousand rows; memory grows with the square of the rows. Rows must come in
/// random order, as blocks hold them: figures of the encoder are those of the first ones.
/// </summary>
public sealed class KernelLearner(KernelOptions settings) : Learner<KernelOptions>(settings), ISharedFit
{
    public KernelLearner()
        : this(new KernelOptions())
    {
    }

    public override string Id => "kernel-ridge";

    public override string Title => "Kernel ridge";

    public override Family Family => Family.Kernel;

    public override bool StandsForFamily(Modality modality) => true;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("shape", "laplace", "gaussian"),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
        new Hyperparameter.LogUniform("indicatorValue", 0.2, 1.5),
    ];

    /// <summary>More rows than allowed, or a matrix larger than half of the memory.</summary>
    public override string? Decline(TrainingSet train)
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        int fit = (int)Math.Min(Settings.MaxRows, Math.Sqrt(memory / 2.0 / sizeof(float)));
        return train.Count <= fit ? null : FormattableString.Invariant(
            $"{train.Count:N0} rows need a kernel matrix of {Gigabytes(train.Count):0.0} GB; with {memory / 1e9:0.0} GB of memory and maxRows = {Settings.MaxRows:N0}, {fit:N0} rows fit");
    }

    public override IPredictor Fit(TrainingSet train, FitContext context) =>
        Share(train.Features, [new SharedCell(train.Count, train.Labels, context.Seed)], context).Fit(0, context.Cancel).Model;

    /// <summary>Everything is done here: nested sizes and label versions share each factor.</summary>
    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new KernelShare(features, cells, Settings, context);

    public override IPredictor Load(BinaryReader reader) => KernelPredictor.Load(reader);

    protected override ILearner Create(KernelOptions changed) => new KernelLearner(changed);

    protected override void Validate(KernelOptions changed) => changed.Validate();

    private static double Gigabytes(int rows) => (double)rows * rows * sizeof(float) / 1e9;
}
