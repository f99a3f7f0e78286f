using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Options of <see cref="ConvKernelLearner"/>; those it shares with <see cref="KernelOptions"/> mean the same. Widths and sides were
/// looked at on mnist, fashion-mnist, cifar10-first4000 and translated-patterns with up to 3,000 rows.
/// </summary>
/// <param name="Side">Side of the patches of the first layer, in pixels; null: 3, but 5 where places are forgotten.</param>
/// <param name="Filters">Patches that those of the first layer are compared with; the second layer has four times as many.</param>
/// <param name="Width">
/// Width of the kernel between patches of length 1; null: 0.6, but 0.35 where places are forgotten: one likeness must show among many patches.
/// </param>
/// <param name="Grid">Places of a side over which the last maps are averaged: 1 forgets where something is; null: 1, 2 or 4, by leave-one-out.</param>
public sealed record ConvKernelOptions(
    int? Side = null,
    int Filters = 64,
    double? Width = null,
    int? Grid = null,
    KernelShape? Shape = null,
    double? Bandwidth = null,
    double? Ridge = null,
    int SearchRows = 2000,
    int MaxRows = 20_000,
    int Centres = 0)
{
    private static readonly int[] Grids = [1, 2, 4];

    internal KernelOptions Kernel => new(Shape, Bandwidth, Ridge, SearchRows: SearchRows, MaxRows: MaxRows, Centres: Centres)
    {
        Encodings = [.. (Grid is { } given ? [given] : Grids).Select(grid => new EncoderOptions
        {
            Patches = new PatchOptions { Side = Side ?? (grid == 1 ? 5 : 3), Filters = Filters, SecondFilters = 4 * Filters, Width = Width ?? (grid == 1 ? 0.35 : 0.6), Grid = grid },
        })],
    };

    internal void Validate()
    {
        Kernel.Validate("conv-kernel");
        OptionRanges ranges = new("conv-kernel");
        ranges.Require(Side is null or (>= 1 and <= 15), "side", "from 1 to 15, or null");
        ranges.Require(Filters is >= 1 and <= 512, "filters", "from 1 to 512");
        ranges.Require(Width is null or (>= 0.1 and <= 10), "width", "from 0.1 to 10, or null");
        ranges.Require(Grid is null or (>= 1 and <= 16), "grid", "from 1 to 16, or null");
    }
}

/// <summary>
/// Kernel ridge regression on images, and sounds as pictures of log-mel energies, by their patches, wherever these stand: two layers of patch
/// kernels with pooling, no learning of filters by gradients. Expect it to be the best kernel on both, and near a convolutional network on few rows.
/// </summary>
public sealed class ConvKernelLearner(ConvKernelOptions settings) : KernelMachine<ConvKernelOptions>(settings)
{
    public ConvKernelLearner()
        : this(new ConvKernelOptions())
    {
    }

    public override string Id => "conv-kernel";

    public override string Title => "Convolutional kernel";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("side", 3, 5, 7),
        new Hyperparameter.LogInteger("filters", 16, 128),
        new Hyperparameter.LogUniform("width", 0.3, 1),
        new Hyperparameter.Choice("grid", 1, 2, 4, 7),
        new Hyperparameter.LogUniform("ridge", 1e-4, 1),
    ];

    public override string? Decline(TrainingSet train) => train.Features.Modality is Modality.Image or Modality.Audio
        ? base.Decline(train)
        : "conv-kernel compares patches of images, or of sounds as pictures of time and pitch; these rows are neither.";

    private protected override KernelOptions Kernel => Settings.Kernel;

    private protected override int Width(FeatureTable features) => 16 * 4 * Settings.Filters;

    protected override ILearner Create(ConvKernelOptions changed) => new ConvKernelLearner(changed);

    protected override void Validate(ConvKernelOptions changed) => changed.Validate();
}
