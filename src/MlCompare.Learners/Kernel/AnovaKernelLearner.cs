using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>Options of <see cref="AnovaKernelLearner"/>; those it shares with <see cref="KernelOptions"/> mean the same.</summary>
/// <param name="Interaction">
/// How many columns act together, about: 0 for the sum of one kernel a column, the number of columns or more for their product; null:
/// by leave-one-out.
/// </param>
public sealed record AnovaKernelOptions(
    KernelShape? Shape = null,
    double? Interaction = null,
    double? Bandwidth = null,
    double? Ridge = null,
    double IndicatorValue = 0.7,
    int SearchRows = 2000,
    int MaxRows = 20_000,
    int Centres = 0)
{
    private static readonly KernelShape[] Tried = [KernelShape.Laplace, KernelShape.Gaussian];

    // Columns alone, mainly pairs and threes, all at once.
    private static readonly double[] Interactions = [0, 2, 1e6];

    internal KernelOptions Kernel => new(null, Bandwidth, Ridge, IndicatorValue, SearchRows: SearchRows, MaxRows: MaxRows, Centres: Centres)
    {
        Forms =
        [
            .. from shape in Shape is { } given ? [given] : Tried
               from interaction in Interaction is { } order ? [order] : Interactions
               select new KernelForm(shape, 0, interaction),
        ],
    };

    internal void Validate()
    {
        Kernel.Validate("anova-kernel");
        OptionRanges ranges = new("anova-kernel");
        ranges.Require(Shape is not { } shape || shape.OfDistance(), "shape", "laplace, gaussian, matern32, matern52, or null");
        ranges.Require(Interaction is null or (>= 0 and <= 1e6), "interaction", "from 0 to 1,000,000, or null");
    }
}

/// <summary>
/// Kernel ridge regression with one kernel a column, put together by sum, product or between (ANOVA), as leave-one-out prefers. Expect
/// it where few columns act together, each in its own way, and useless ones stand beside them; for tables only.
/// </summary>
public sealed class AnovaKernelLearner(AnovaKernelOptions settings) : KernelMachine<AnovaKernelOptions>(settings)
{
    public AnovaKernelLearner()
        : this(new AnovaKernelOptions())
    {
    }

    public override string Id => "anova-kernel";

    public override string Title => "Kernel by columns";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("shape", "laplace", "gaussian"),
        new Hyperparameter.Choice("interaction", 0.0, 1.0, 2.0, 4.0, 1e6),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
        new Hyperparameter.LogUniform("indicatorValue", 0.2, 1.5),
    ];

    public override string? Decline(TrainingSet train) => train.Features.Modality == Modality.Tabular
        ? base.Decline(train)
        : "anova-kernel composes the columns of a table; these rows are no table.";

    private protected override KernelOptions Kernel => Settings.Kernel;

    protected override ILearner Create(AnovaKernelOptions changed) => new AnovaKernelLearner(changed);

    protected override void Validate(AnovaKernelOptions changed) => changed.Validate();
}
