using System.Runtime.ExceptionServices;
using System.Text.Json;
using MlCompare.Native.Workers;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;

namespace MlCompare.Native.Isolation;

/// <summary>In the worker: keeps the task that came with its first trial, and runs one trial of it.</summary>
public sealed class TrialJob : IWorkerJob
{
    /// <summary>As much as the study's own threads have: a recursion that fits there fits here.</summary>
    private const int StackBytes = 16 << 20;

    internal static TrialTask? Task { get; set; }

    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        long ceiling = request.ReadInt64();
        WorkerPool.MemoryCeiling = AvailableMemory.Ceiling = ceiling > 0 ? ceiling : null;
        if (request.ReadBoolean())
        {
            Task = TrialTask.Read(request);
        }

        int trial = request.ReadInt32();
        List<string> remarks = [];
        TrialRow? row = null;
        ExceptionDispatchInfo? broken = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    row = Task!.Run(trial, remarks.Add, CancellationToken.None);
                }
                catch (Exception error)
                {
                    broken = ExceptionDispatchInfo.Capture(error);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        broken?.Throw();
        response.Write(JsonSerializer.Serialize(row, StudyJson.Line));
        response.Write(remarks.Count);
        remarks.ForEach(response.Write);
    }
}

/// <summary>In the worker: lets the task go.</summary>
public sealed class EndTrialsJob : IWorkerJob
{
    /// <summary>Below this a collection saves nothing that anybody misses.</summary>
    private const long LeastBytes = 128L << 20;

    public void Run(BinaryReader request, BinaryWriter response)
    {
        TrialJob.Task = null;
        if (GC.GetTotalMemory(forceFullCollection: false) > LeastBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
