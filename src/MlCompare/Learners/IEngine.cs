namespace MlCompare.Learners;

/// <summary>What a machine has of an engine.</summary>
/// <param name="Version">Version and file, for people; null when the engine is missing.</param>
/// <param name="Missing">Why it cannot be used, with the command that adds it; null when it can.</param>
public sealed record EngineState(string? Version, string? Missing);

/// <summary>A foreign engine of some learners, or a library for some data, which a machine may lack; <c>mlcompare doctor</c> asks all of them. The id is the learners' engine.</summary>
public interface IEngine : INamed
{
    /// <summary>Looks once a process, in a way that a broken library cannot end it.</summary>
    EngineState State { get; }

    /// <summary>Ids of learners that this program was built without, for want of the engine; with it, they are found by themselves.</summary>
    IReadOnlyList<string> LackingLearners => [];
}
