namespace MlCompare.Learners.Kernel;

/// <summary>Options of <see cref="NtkLearner"/>; those it shares with <see cref="KernelOptions"/> mean the same.</summary>
/// <param name="Shape">Ntk: all layers learn; nngp: the last one only; null: by leave-one-out.</param>
/// <param name="Bandwidth">Multiple of the median distance between training rows that the first layer's bias counts; null: by leave-one-out.</param>
public sealed record NtkOptions(
    KernelShape? Shape = null,
    int? Depth = null,
    double? Bandwidth = null,
    double? Ridge = null,
    double IndicatorValue = 0.7,
    int SearchRows = 2000,
    int MaxRows = 20_000,
    int Centres = 0)
{
    private static readonly KernelShape[] Tried = [KernelShape.Nngp, KernelShape.Ntk];

    internal KernelOptions Kernel
    {
        get
        {
            KernelOptions plain = new(null, Bandwidth, Ridge, IndicatorValue, SearchRows: SearchRows, MaxRows: MaxRows, Centres: Centres, Depth: Depth);
            return plain with { Forms = [.. (Shape is { } given ? [given] : Tried).SelectMany(plain.Orders)] };
        }
    }

    internal void Validate()
    {
        Kernel.Validate("ntk");
        new OptionRanges("ntk").Require(Shape is null || Tried.Contains(Shape.Value), "shape", "ntk, nngp, or null");
    }
}

/// <summary>
/// Kernel ridge regression with the kernels of ReLU networks of infinite width, of the depth that leave-one-out prefers: what a wide
/// network without learned features would do. Close to a Laplace kernel; the gap between a network and this is what it gains by learning features.
/// </summary>
public sealed class NtkLearner(NtkOptions settings) : KernelMachine<NtkOptions>(settings)
{
    public NtkLearner()
        : this(new NtkOptions())
    {
    }

    public override string Id => "ntk";

    public override string Title => "Infinitely wide network";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("shape", "ntk", "nngp"),
        new Hyperparameter.Choice("depth", 1, 2, 4, 8),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
        new Hyperparameter.LogUniform("indicatorValue", 0.2, 1.5),
    ];

    private protected override KernelOptions Kernel => Settings.Kernel;

    protected override ILearner Create(NtkOptions changed) => new NtkLearner(changed);

    protected override void Validate(NtkOptions changed) => changed.Validate();
}
