using MlCompare.Learners;

namespace MlCompare.Studies.Isolation;

/// <summary>
/// Runs trials where they can do the study no harm, such as in other processes: whatever a learner does there (crash, never come back,
/// take all memory) fails its trial and nothing else.
/// </summary>
public interface ITrialHost
{
    /// <summary>Whether this learner's trials go there.</summary>
    bool Takes(ILearner learner);

    /// <summary>How long after its time limit a learner may still go on before it is ended: one that looks at its cancellation stops within a second.</summary>
    TimeSpan Grace { get; }

    /// <summary>Makes ready for the trials of a task, which follow one at a time.</summary>
    ITrialSession Open(TrialTask task);
}

/// <summary>The trials of one <see cref="TrialTask"/>, one at a time.</summary>
public interface ITrialSession : IDisposable
{
    /// <summary>False once a trial has ended in anything but a row: the rest of the task needs another session.</summary>
    bool IsSound { get; }

    /// <summary>Runs a trial of the task.</summary>
    /// <param name="trial">Its place in the task.</param>
    /// <param name="remark">Told what is worth knowing and no part of the row.</param>
    /// <param name="patience">How long to wait for the row; null: as long as it takes.</param>
    /// <exception cref="LearnerEndedException">The trial was ended, or took its surroundings along; its message is the reason.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    TrialRow Run(int trial, Action<string> remark, TimeSpan? patience, CancellationToken cancel);
}
