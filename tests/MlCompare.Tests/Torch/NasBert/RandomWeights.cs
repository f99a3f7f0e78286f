using System.Reflection;
using MlCompare.Tests.Support;
using MlCompare.Torch.Devices;
using MlCompare.Torch.NasBert;

namespace MlCompare.Tests.Torch.NasBert;

/// <summary>A file of weights as ML.NET downloads it, but with random numbers: it knows no English, and all that is done with it can be tested.</summary>
public sealed class RandomWeights : IDisposable
{
    public const string Variable = "MICROSOFTML_RESOURCE_PATH";

    // Of Microsoft.ML.TorchSharp's NasBertOptions (internal there) and of its dictionary; a file of other shapes would not load.
    private static readonly Dictionary<string, object> Shape = new(StringComparer.Ordinal)
    {
        ["paddingIdx"] = 1, ["vocabSize"] = 50_265, ["maxSeqLen"] = 512, ["embedSize"] = 64, ["numSegments"] = 0, ["encoderNormalizeBefore"] = true, ["numEncoderLayers"] = 24,
        ["activationFn"] = "gelu", ["arches"] = (int[])[9, 11, 7, 0, 0, 0, 11, 11, 7, 0, 0, 0, 9, 7, 11, 0, 0, 0, 10, 7, 9, 0, 0, 0],
    };

    private readonly TempFolder folder = new("nas-bert");
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    public RandomWeights()
    {
        Environment.SetEnvironmentVariable(Variable, Folder);
        if (EngineFactAttribute.Missing("torch") is null)
        {
            folder.Write("weights/mlnet/here", "");
            TorchSharp.torch.random.manual_seed(1);
            using TorchSharp.torch.nn.Module encoder = Encoder(NasBertContext.ClassifierAssembly);
            encoder.save(Path.Combine(Folder, "mlnet", "NasBert2000000.tsm"));
        }
    }

    public string Folder => Path.Combine(folder.Path, "weights");

    /// <summary>A folder of the same kind without weights.</summary>
    public string Empty => Path.Combine(folder.Path, "empty");

    /// <summary>The network by the given version of the classifier's assembly.</summary>
    internal static TorchSharp.torch.nn.Module Encoder(Assembly classifier)
    {
        LibTorch.Load();
        ConstructorInfo create = classifier.GetType("Microsoft.ML.TorchSharp.NasBert.Models.NasBertEncoder", throwOnError: true)!.GetConstructors().Single();
        return (TorchSharp.torch.nn.Module)create.Invoke([.. create.GetParameters().Select(parameter => Shape.GetValueOrDefault(parameter.Name!, parameter.DefaultValue!))]);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        folder.Dispose();
    }
}
