using MlCompare.Learners;
using MlCompare.Native.Workers;

namespace MlCompare.Native.Xgboost;

/// <summary>XGBoost's C library, version 1.6 or later.</summary>
public sealed class XgboostEngine : IEngine
{
    private static readonly Lazy<EngineState> Found = new(() => NativeProbe.Ask<XgboostProbe>(NativeEngine.Xgboost.Remedy));

    public string Id => "xgboost";

    public EngineState State => Found.Value;
}

/// <summary>Answers with version and file.</summary>
public sealed class XgboostProbe : IWorkerJob
{
    /// <summary>The first version that saves models as UBJSON.</summary>
    private static readonly Version Least = new(1, 6);

    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        NativeEngine.Xgboost.Load();
        Version version = XgboostApi.Version();
        if (version < Least)
        {
            throw new NotSupportedException($"XGBoost {version} is older than {Least}; {NativeEngine.Xgboost.Remedy}");
        }

        response.Write($"{version}, {NativeEngine.Xgboost.LoadedFile()}");
    }
}
