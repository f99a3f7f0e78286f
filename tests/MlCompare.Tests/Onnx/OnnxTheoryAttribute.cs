using MlCompare.OnnxRuntime;

namespace MlCompare.Tests.Onnx;

/// <summary>A theory that runs files by ONNX Runtime; skipped, with the reason, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxTheoryAttribute : TheoryAttribute
{
    public OnnxTheoryAttribute() => Skip = new OnnxRuntimeCheck().Missing;
}

/// <summary>A fact that runs files by ONNX Runtime; skipped, with the reason, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxFactAttribute : FactAttribute
{
    public OnnxFactAttribute() => Skip = new OnnxRuntimeCheck().Missing;
}
