using MlCompare.Learners;
using MlCompare.Native.Workers;

namespace MlCompare.Native;

/// <summary>Loads a library in a worker and tells its version: a library that is broken ends the worker only.</summary>
internal static class NativeProbe
{
    /// <param name="remedy">What to do about a library that ends the worker.</param>
    /// <param name="writeRequest">Writes what the job reads, where it reads anything.</param>
    public static EngineState Ask<TJob>(string remedy, Action<BinaryWriter>? writeRequest = null)
        where TJob : IWorkerJob, new()
    {
        if (WorkerLaunch.Obstacle is string obstacle)
        {
            return new EngineState(null, obstacle);
        }

        try
        {
            using BinaryReader answer = WorkerPool.Run<TJob>(writeRequest ?? (_ => { }), CancellationToken.None);
            return new EngineState(answer.ReadString(), null);
        }
        catch (WorkerJobException error)
        {
            return new EngineState(null, error.Message);
        }
        catch (WorkerDiedException error)
        {
            return new EngineState(null, $"{error.Message.TrimEnd('.')}; {remedy}");
        }
    }
}
