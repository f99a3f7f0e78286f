using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Kernel ridge regression, on class indicators for classification: compares each row with all training rows, which suits smooth
/// functions of few or rotated features, pixels, and a few thousand rows; exact up to 20,000 rows, by centres and iteration above. Rows must come in
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

    /// <summary>Encoded rows and the systems of the centres that would take more than half of the memory.</summary>
    public override string? Decline(TrainingSet train) => train.Count <= Settings.ExactRows
        ? null
        : Decline(train.Count, train.Features.Width, NystromGroup.Centres(train.Count, Settings), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    public override IPredictor Fit(TrainingSet train, FitContext context) =>
        Share(train.Features, [new SharedCell(train.Count, train.Labels, context.Seed)], context).Fit(0, context.Cancel).Model;

    /// <summary>Everything is done here: nested sizes and label versions share each factor.</summary>
    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new KernelShare(features, cells, Settings, context);

    public override IPredictor Load(BinaryReader reader) => KernelPredictor.Load(reader);

    protected override ILearner Create(KernelOptions changed) => new KernelLearner(changed);

    protected override void Validate(KernelOptions changed) => changed.Validate();

    internal static string? Decline(int rows, int width, int centres, long memory)
    {
        // Two square systems; design matrix and centred copy.
        double squares = 2.0 * centres * centres * sizeof(float), row = 2.0 * width * sizeof(float), need = squares + rows * row;
        double fit = Math.Max(0, Math.Floor((memory / 2.0 - squares) / row));
        return rows <= fit ? null : FormattableString.Invariant(
            $"{rows:N0} rows of {width:N0} features need {need / 1e9:0.0} GB; half of the {memory / 1e9:0.0} GB of memory holds {fit:N0} rows");
    }
}
