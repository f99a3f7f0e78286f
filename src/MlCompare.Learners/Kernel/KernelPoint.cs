namespace MlCompare.Learners.Kernel;

/// <summary>A point of the search grid: the number of a form, and steps of a power of 2 (bandwidth) and of 10 (ridge); 0 where an option fixes the value.</summary>
internal sealed record KernelPoint(int Form, int Bandwidth, int Ridge);

/// <summary>
/// The points that a search may try: multiples 2^-3 to 2^3 of the median distance, ridges 10^-5 (less is lost in float32) to 10^2 (much
/// noise), in whole steps on the coarse grid and half steps on the fine one.
/// </summary>
internal sealed class KernelGrid(KernelOptions settings)
{
    private const int BandwidthSteps = 2, RidgeSteps = 2;
    private const int LowestBandwidth = -3, HighestBandwidth = 3, LowestRidge = -5, HighestRidge = 2;

    /// <summary>The kernels tried.</summary>
    public IReadOnlyList<KernelForm> Forms { get; } = settings.Forms;

    /// <summary>Ordered so that points with one kernel matrix stand together.</summary>
    public IReadOnlyList<KernelPoint> Coarse { get; } =
    [
        .. from form in Enumerable.Range(0, settings.Forms.Count)
           from bandwidth in Exponents(settings.Bandwidth, LowestBandwidth, HighestBandwidth, BandwidthSteps)
           from ridge in Exponents(settings.Ridge, LowestRidge, HighestRidge, RidgeSteps)
           select new KernelPoint(form, bandwidth, ridge),
    ];

    public KernelChoice Choice(KernelPoint point) => new(
        Forms[point.Form],
        settings.Bandwidth ?? Math.Pow(2, (double)point.Bandwidth / BandwidthSteps),
        settings.Ridge ?? Math.Pow(10, (double)point.Ridge / RidgeSteps));

    /// <summary>One step of the fine grid away.</summary>
    public IEnumerable<KernelPoint> Neighbours(KernelPoint at)
    {
        foreach (int step in new[] { -1, 1 })
        {
            if (settings.Ridge is null && Inside(at.Ridge + step, LowestRidge, HighestRidge, RidgeSteps))
            {
                yield return at with { Ridge = at.Ridge + step };
            }

            if (settings.Bandwidth is null && Inside(at.Bandwidth + step, LowestBandwidth, HighestBandwidth, BandwidthSteps))
            {
                yield return at with { Bandwidth = at.Bandwidth + step };
            }
        }
    }

    private static IEnumerable<int> Exponents(double? given, int low, int high, int steps) =>
        given is null ? Enumerable.Range(low, high - low + 1).Select(exponent => exponent * steps) : [0];

    private static bool Inside(int value, int low, int high, int steps) => value >= low * steps && value <= high * steps;
}
