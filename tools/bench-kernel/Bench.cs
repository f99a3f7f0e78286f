using System.Text.Json.Nodes;
using MlCompare.BenchCommon;

namespace MlCompare.BenchKernel;

/// <summary>What every verb needs of its peers.</summary>
internal static class Bench
{
    /// <summary>What a peer says that its work took.</summary>
    public static Cost Timed(JsonObject answer) => new((double)answer["wall"]!, (double)answer["cpu"]!);

    /// <summary>Runs something in a temporary folder, which is removed afterwards.</summary>
    public static T InFolder<T>(Func<string, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("bench-kernel-").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
