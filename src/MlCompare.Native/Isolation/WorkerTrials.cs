using MlCompare.Learners;
using MlCompare.Native.Workers;
using MlCompare.Studies.Isolation;

namespace MlCompare.Native.Isolation;

/// <summary>Trials in worker processes: those of learners that say that they are unsafe, or of all.</summary>
/// <param name="all">Every learner whose type another process can make.</param>
/// <param name="memory">Bytes that a worker may hold; a trial that needs more fails. Null: no limit.</param>
public sealed class WorkerTrials(bool all, long? memory = null) : ITrialHost
{
    /// <summary>Why no process can be started for trials here; null when one can.</summary>
    public static string? Obstacle => WorkerLaunch.Obstacle;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    public bool Takes(ILearner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return (all || learner.IsUnsafe) && TrialTask.Travels(learner);
    }

    public ITrialSession Open(TrialTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Obstacle is string obstacle)
        {
            throw new LearnerEndedException($"it needs a worker process: {obstacle}");
        }

        return new WorkerSession(task, memory);
    }
}
