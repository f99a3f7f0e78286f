using MlCompare.Learners;

namespace MlCompare.Torch;

/// <summary>TorchSharp, which trains the networks of the embedded engine on a CPU or a GPU; there where this program was built with it.</summary>
public sealed class TorchEngine : IEngine
{
    /// <summary>All learners that it brings; written down because a program without TorchSharp can name them in no other way.</summary>
    internal static readonly string[] Learners =
    [
        "torch-audio-conv", "torch-conv", "torch-ft-transformer", "torch-gru", "torch-mlp", "torch-real-mlp", "torch-tab-resnet", "torch-tabm",
        "torch-text-conv", "torch-text-embedding", "torch-text-transformer", "torch-wave-conv",
    ];

    public string Id => "torch";

#if TORCH
    private static readonly Lazy<EngineState> Found = new(() => Native.NativeProbe.Ask<TorchProbe>("a program without it is built without -p:Torch"));

    public EngineState State => Found.Value;
#else
    public EngineState State { get; } = new(
        null, "this program was built without TorchSharp, whose native part is large; add it with 'dotnet build -p:Torch=cpu', or 'dotnet build -p:Torch=cuda' for NVIDIA's GPUs");

    public IReadOnlyList<string> LackingLearners => Learners;
#endif
}
