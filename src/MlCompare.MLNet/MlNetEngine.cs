using MlCompare.Learners;

namespace MlCompare.MLNet;

/// <summary>ML.NET's trainers; there where this program was built with a package feed that has ML.NET.</summary>
public sealed class MlNetEngine : IEngine
{
    /// <summary>All learners that it brings; written down because a program without ML.NET can name them in no other way.</summary>
    internal static readonly string[] Learners =
        ["mlnet-fast-forest", "mlnet-fast-tree", "mlnet-gam", "mlnet-kernel-map", "mlnet-lbfgs", "mlnet-ld-svm", "mlnet-lightgbm", "mlnet-sdca"];

    public string Id => "mlnet";

#if MLNET
    private static readonly Lazy<EngineState> Found = new(() => Native.NativeProbe.Ask<MlNetProbe>("a program without it is built with -p:MlNet=off"));

    public EngineState State => Found.Value;
#else
    public EngineState State { get; } = new(
        null,
        "this program was built without ML.NET, because its package feed lacks Microsoft.ML or -p:MlNet=off was given; add it with 'dotnet build -p:MlNet=on'");

    public IReadOnlyList<string> LackingLearners => Learners;
#endif
}
