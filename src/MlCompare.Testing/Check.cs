namespace MlCompare.Testing;

/// <summary>One promise as data: a sentence, and a way to try it on a plug-in.</summary>
/// <param name="Promise">What is promised, as a sentence; an <see cref="Learners.Excuse"/> quotes it.</param>
/// <param name="Run">What went wrong, with enough detail to replay it; null when the promise holds.</param>
public sealed record Check<T>(string Promise, Func<T, string?> Run)
{
    public override string ToString() => Promise;
}
