namespace MlCompare.Learners.Numerics;

/// <summary>Independent parts of one computation on up to a given number of threads; what each part computes must not depend on the others.</summary>
internal static class Stripes
{
    /// <summary>Runs <paramref name="part"/> for 0 … <paramref name="parts"/> − 1; with one thread in order, on the caller's thread.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1068", Justification = "A body of several lines reads best last, as in Parallel.For.")]
    public static void Run(int parts, int threads, CancellationToken cancel, Action<int> part)
    {
        if (threads <= 1 || parts <= 1)
        {
            for (int i = 0; i < parts; i++)
            {
                cancel.ThrowIfCancellationRequested();
                part(i);
            }

            return;
        }

        int next = -1;
        Exception? failed = null;
        Parallel.For(0, Math.Min(threads, parts), new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < parts && failed is null; i = Interlocked.Increment(ref next))
            {
                try
                {
                    cancel.ThrowIfCancellationRequested();
                    part(i);
                }
                catch (Exception error)
                {
                    failed = error;
                }
            }
        });
        if (failed is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
        }
    }
}
