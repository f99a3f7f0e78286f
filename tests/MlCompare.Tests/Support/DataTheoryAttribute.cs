namespace MlCompare.Tests.Support;

/// <summary>A theory that needs the real data sets; skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute() => Skip = new DataFactAttribute().Skip;
}
