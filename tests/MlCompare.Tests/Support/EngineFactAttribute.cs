using MlCompare.Learners;
using MlCompare.MLNet;
using MlCompare.Native.Xgboost;
using MlCompare.Torch;

namespace MlCompare.Tests.Support;

/// <summary>A fact that needs a foreign engine; skipped, with the reason, where the machine lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(string engine) => Skip = Missing(engine);

    /// <summary>Why the engine cannot be used; null when it can, or when it is no foreign one.</summary>
    public static string? Missing(string engine) => Engines.TryGet(engine, out IEngine found) ? found.State.Missing : null;

    private static readonly Catalog<IEngine> Engines = Catalog.Scan<IEngine>(typeof(IEngine).Assembly, typeof(XgboostEngine).Assembly, typeof(MlNetEngine).Assembly, typeof(TorchEngine).Assembly);
}

/// <summary>A theory that needs a foreign engine; skipped, with the reason, where the machine lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineTheoryAttribute : TheoryAttribute
{
    public EngineTheoryAttribute(string engine) => Skip = EngineFactAttribute.Missing(engine);
}
