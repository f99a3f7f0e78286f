using System.Collections.Concurrent;

namespace MlCompare.Native.Workers;

/// <summary>
/// Processes that wait for work, so that a fit does not pay for a start. A worker whose job ended in anything but an answer is not used
/// again; as many run at a time as callers ask for.
/// </summary>
public static class WorkerPool
{
    private static readonly ConcurrentBag<Worker> Idle = [];

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
            return new BinaryReader(new MemoryStream(worker.Run(typeof(TJob), writeRequest, cancel)));
        }
        finally
        {
            if (worker.IsSound && Idle.Count < Environment.ProcessorCount)
            {
                Idle.Add(worker);
            }
            else
            {
                worker.Dispose();
            }
        }
    }

    private static Worker Take()
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
