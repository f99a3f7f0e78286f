using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Options of <see cref="KernelLearner"/>. The defaults were looked at on bank-marketing, magic-telescope, abalone and wine-quality with
/// up to 4,000 rows: 1,000 search rows lost on all four, 4,000 gained on none of the first three; indicator values from 0.35 to 1 differed little.
/// </summary>
/// <param name="Shape">Kernel; null: Laplace or Gaussian, by leave-one-out.</param>
/// <param name="Bandwidth">Multiple of the median distance between training rows; null: chosen by leave-one-out.</param>
/// <param name="Ridge">Added to the diagonal of the kernel matrix; null: chosen by leave-one-out.</param>
/// <param name="IndicatorValue">What a category's indicator counts beside a number scaled to about unit spread.</param>
/// <param name="CoarseRows">Rows of the coarse grid.</param>
/// <param name="SearchRows">Rows of the descent on the fine grid.</param>
/// <param name="JudgedRows">Rows whose leave-one-out scores are compared in the search.</param>
/// <param name="CalibrationRows">Rows whose leave-one-out scores, with all rows in training, set the sharpness of the probabilities.</param>
/// <param name="MaxRows">More rows, or a matrix larger than half of the memory, are solved by iteration: the matrix takes 4 bytes a pair.</param>
/// <param name="Centres">Rows that carry the iterative solution; 0: from 2,000 to 10,000 by the number of rows.</param>
/// <param name="Degree">Of the polynomial kernel; null: 2, 3 or 5, by leave-one-out.</param>
/// <param name="Depth">Hidden layers of the network kernels; null: 1, 2 or 4, by leave-one-out.</param>
/// <param name="Forecast">Whether an exact model says what it expects of more rows (field <c>forecast</c> of its result row); takes a second.</param>
/// <param name="Metric">What distances are measured by; network and polynomial kernels see the rows turned by it.</param>
/// <param name="ClassWeights">What an error in each class counts.</param>
public sealed record KernelOptions(
    KernelShape? Shape = null,
    double? Bandwidth = null,
    double? Ridge = null,
    double IndicatorValue = 0.7,
    int CoarseRows = 300,
    int SearchRows = 2000,
    int JudgedRows = 1000,
    int CalibrationRows = 2000,
    int MaxRows = 20_000,
    int Centres = 0,
    int? Degree = null,
    int? Depth = null,
    KernelMetric Metric = KernelMetric.Plain,
    bool Forecast = false,
    ClassWeights ClassWeights = ClassWeights.None)
{
    private static readonly int[] Degrees = [2, 3, 5], Depths = [1, 2, 4];

    // The roughest and the smoothest; Matérn kernels lie between, others differ little from these on most data (docs/kernels.md).
    private static readonly KernelShape[] Tried = [KernelShape.Laplace, KernelShape.Gaussian];

    /// <summary>What the search tries.</summary>
    internal IReadOnlyList<KernelForm> Forms
    {
        get => field ?? [.. (Shape is { } given ? [given] : Tried).SelectMany(Orders)];
        init;
    }

    /// <summary>Most rows that are solved exactly on this machine.</summary>
    internal int ExactRows => (int)Math.Min(MaxRows, Math.Sqrt(AvailableMemory.Bytes / 2.0 / sizeof(float)));

    /// <summary>How rows may become numbers; where there is more than one way, leave-one-out decides.</summary>
    internal IReadOnlyList<EncoderOptions> Encodings
    {
        get => field ?? [new EncoderOptions { IndicatorValue = (float)IndicatorValue }];
        init;
    }

    internal void Validate(string learner = "kernel-ridge")
    {
        OptionRanges ranges = new(learner);
        ranges.Require(Degree is null or (>= 1 and <= 20), "degree", "from 1 to 20, or null");
        ranges.Require(Depth is null or (>= 1 and <= KernelForm.MostOrder), "depth", $"from 1 to {KernelForm.MostOrder}, or null");
        ranges.Require(Bandwidth is null or (> 0 and < 1e6), "bandwidth", "a positive number below 1,000,000, or null");
        ranges.Require(Ridge is null or (>= 1e-6 and < 1e9), "ridge", "a number from 1e-6 on, or null");
        ranges.Require(IndicatorValue is > 0 and <= 100, "indicatorValue", "a number above 0 and at most 100");
        ranges.Require(CoarseRows >= 1, "coarseRows", "at least 1");
        ranges.Require(SearchRows >= 1, "searchRows", "at least 1");
        ranges.Require(JudgedRows >= 1, "judgedRows", "at least 1");
        ranges.Require(CalibrationRows >= 1, "calibrationRows", "at least 1");
        ranges.Require(MaxRows is >= 1 and <= 46_000, "maxRows", "from 1 to 46,000");
        ranges.Require(Centres is 0 or (>= 1 and <= 46_000), "centres", "from 1 to 46,000, or 0");
    }

    /// <summary>The forms of a shape that options leave open.</summary>
    internal IEnumerable<KernelForm> Orders(KernelShape shape) => shape switch
    {
        KernelShape.Polynomial => (Degree is { } degree ? [degree] : Degrees).Select(order => new KernelForm(shape, order)),
        KernelShape.Nngp or KernelShape.Ntk => (Depth is { } depth ? [depth] : Depths).Select(order => new KernelForm(shape, order)),
        _ => [shape],
    };
}
