using System.Globalization;
using MlCompare.Learners;
using MlCompare.Native.Workers;

namespace MlCompare.Native.Libsvm;

/// <summary>LIBSVM's C library, version 3.0 or later.</summary>
public sealed class LibsvmEngine : IEngine
{
    private static readonly Lazy<EngineState> Found = new(() => NativeProbe.Ask<LibsvmProbe>(NativeEngine.Libsvm.Remedy));

    public string Id => "libsvm";

    public EngineState State => Found.Value;
}

/// <summary>Answers with version and file.</summary>
public sealed class LibsvmProbe : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        NativeEngine.Libsvm.Load();
        response.Write(string.Create(CultureInfo.InvariantCulture, $"{LibsvmApi.Version / 100}.{LibsvmApi.Version % 100}, {NativeEngine.Libsvm.LoadedFile()}"));
    }
}
