using System.Collections.Concurrent;

namespace MlCompare.Native.Workers;

/// <summary>
/// Processes that wait for work, so that a fit does not pay for a start. A worker whose job ended in anything but an answer is not used
/// again; as many run at a time as callers ask for.
/// </summary>
public static class WorkerPool
{
    /// <summary>A process that holds more than this when its work is done makes room for a fresh one.</summary>
    private const long MostIdleBytes = 1L << 30;

    private static readonly ConcurrentBag<Worker> Idle = [];

    /// <summary>Bytes that a worker may hold; one that holds more is ended and its work fails. Null: no limit.</summary>
    public static long? MemoryCeiling { get; set; }

    /// <summary>Told the number of the process before each piece of work that this thread, or one started by it, gives away.</summary>
    internal static AsyncLocal<Action<int>?> Watch { get; } = new();

    /// <summary>Runs a job in another process and gives what it answered.</summary>
    /// <param name="writeRequest">Writes what the job will read; called once.</param>
    /// <param name="cancel">Ends the process in the middle of the work.</param>
    /// <exception cref="WorkerDiedException">The process ended in the middle; the next call gets another.</exception>
    /// <exception cref="WorkerJobException">The job threw; the message is its own.</exception>
    public static BinaryReader Run<TJob>(Action<BinaryWriter> writeRequest, CancellationToken cancel)
        where TJob : IWorkerJob, new()
    {
        cancel.ThrowIfCancellationRequested();
        Worker worker = Take();
        try
        {
            Watch.Value?.Invoke(worker.ProcessId);
            return new BinaryReader(new MemoryStream(worker.Run(typeof(TJob), writeRequest, cancel, MemoryCeiling)));
        }
        finally
        {
            GiveBack(worker, MemoryCeiling);
        }
    }

    /// <summary>Takes a worker back that <see cref="Take"/> gave, unless it is spent.</summary>
    internal static void GiveBack(Worker worker, long? memory)
    {
        if (worker.IsSound && Idle.Count < Environment.ProcessorCount && worker.Memory < Math.Min(MostIdleBytes, (memory ?? (2 * MostIdleBytes)) / 2))
        {
            Idle.Add(worker);
        }
        else
        {
            worker.Dispose();
        }
    }

    /// <summary>One that waits, or a new one.</summary>
    internal static Worker Take()
    {
        while (Idle.TryTake(out Worker? waiting))
        {
            if (waiting.IsAlive)
            {
                return waiting;
            }

            waiting.Dispose();
        }

        return new Worker();
    }
}
