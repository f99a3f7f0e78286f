using MlCompare.Learners;

namespace MlCompare.Native.Workers;

/// <summary>
/// Work for another process: a public type with a parameterless constructor, in any assembly that is a file. What it throws reaches the
/// caller as an exception with the same message; what ends its process reaches the caller as a <see cref="WorkerDiedException"/>.
/// </summary>
public interface IWorkerJob
{
    /// <summary>Runs in the worker.</summary>
    /// <param name="request">What the caller wrote.</param>
    /// <param name="response">What the caller will read.</param>
    void Run(BinaryReader request, BinaryWriter response);
}

/// <summary>The process that did the work is gone: a crash of native code, a signal, or memory that ran out.</summary>
public sealed class WorkerDiedException(string message) : LearnerEndedException(message);

/// <summary>The job itself threw; the message is its own.</summary>
public sealed class WorkerJobException(string message) : Exception(message);
