using Microsoft.ML;
using MlCompare.Native.Workers;

namespace MlCompare.MLNet;

/// <summary>Answers with the version of ML.NET and the file, in a worker.</summary>
public sealed class MlNetProbe : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        NativeFiles.Find();
        System.Reflection.Assembly assembly = typeof(MLContext).Assembly;
        string version = System.Diagnostics.FileVersionInfo.GetVersionInfo(assembly.Location).ProductVersion ?? $"{assembly.GetName().Version}";
        response.Write($"{version.Split('+')[0]}, {assembly.Location}");
    }
}
