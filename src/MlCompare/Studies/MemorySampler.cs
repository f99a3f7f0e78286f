namespace MlCompare.Studies;

/// <summary>
/// Peak growth of the managed heap since it was made, sampled every 5 ms. With several workers the heap is shared, so the figure is
/// an upper bound for one trial; native memory is not seen.
/// </summary>
internal sealed class MemorySampler : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly long start = GC.GetTotalMemory(forceFullCollection: false);
    private readonly Timer timer;
    private long highest;

    public MemorySampler()
    {
        highest = start;
        timer = new Timer(_ => Sample(), null, Period, Period);
    }

    /// <summary>Bytes.</summary>
    public long Peak
    {
        get
        {
            Sample();
            return Math.Max(0, Interlocked.Read(ref highest) - start);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Sample()
    {
        long now = GC.GetTotalMemory(forceFullCollection: false);
        long seen = Interlocked.Read(ref highest);
        while (now > seen)
        {
            long before = Interlocked.CompareExchange(ref highest, now, seen);
            if (before == seen)
            {
                break;
            }

            seen = before;
        }
    }
}
