namespace MlCompare.Learners.Kernel;

/// <summary>
/// Kernel ridge regression, on class indicators for classification: compares each row with all training rows, which suits smooth
/// functions of few or rotated features, pixels, and a few thousand rows; exact up to 20,000 rows, by centres and iteration above. Rows must come in
/// random order, as blocks hold them: figures of the encoder are those of the first ones.
/// </summary>
public sealed class KernelLearner(KernelOptions settings) : KernelMachine<KernelOptions>(settings)
{
    public KernelLearner()
        : this(new KernelOptions())
    {
    }

    public override string Id => "kernel-ridge";

    public override string Title => "Kernel ridge";

    public override bool StandsForFamily(Modality modality) => true;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("shape", "laplace", "gaussian"),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
        new Hyperparameter.LogUniform("indicatorValue", 0.2, 1.5),
    ];

    private protected override KernelOptions Kernel => Settings;

    protected override ILearner Create(KernelOptions changed) => new KernelLearner(changed);

    protected override void Validate(KernelOptions changed) => changed.Validate();
}
