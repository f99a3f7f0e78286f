using MlCompare.Learners;

namespace MlCompare.Torch;

/// <summary>ML.NET's text classifier, which needs ML.NET, TorchSharp and a file of weights that no package brings.</summary>
public sealed class NasBertEngine : IEngine
{
    /// <summary>The learner's id; written down because a program without it can name it in no other way.</summary>
    internal const string Learner = "mlnet-nas-bert";

    public string Id => "mlnet-torch";

#if TORCH && MLNET
    // By the weights that were asked for: a file that appears is seen by the next question.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, EngineState> Found = [];

    public EngineState State =>
        new TorchEngine().State.Missing is string torch ? new EngineState(null, torch)
        : NasBert.NasBertWeights.Find() is { } weights ? Found.GetOrAdd(
            weights.File, _ => Native.NativeProbe.Ask<NasBert.NasBertProbe>("a program without it is built without -p:Torch", request => request.Write(weights.Folder)))
        : new EngineState(null, NasBert.NasBertWeights.Missing);
#else
    public EngineState State { get; } = new(
        null, "this program was built without TorchSharp or without ML.NET; add both with 'dotnet build -p:Torch=cpu -p:MlNet=on'");

    public IReadOnlyList<string> LackingLearners => [Learner];
#endif
}
