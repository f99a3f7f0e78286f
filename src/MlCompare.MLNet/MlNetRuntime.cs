using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;

namespace MlCompare.MLNet;

/// <summary>Loads models of ML.NET as an app does, in a context that knows nothing of them but AddMlCompare.</summary>
public sealed class MlNetRuntime : IModelRuntime
{
    public string Id => "ML.NET";

    public string Format => "mlnet";

#if MLNET
    public string? Version =>
        System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(Microsoft.ML.MLContext).Assembly.Location).ProductVersion?.Split('+')[0];

    public string? Missing => null;

    public Prediction Predict(string path, FittedModel model, FeatureTable rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        return MLNet.Exports.MlNetModel.Predict(path, model, rows);
    }
#else
    public string? Version => null;

    public string? Missing => new MlNetEngine().State.Missing;

    public Prediction Predict(string path, FittedModel model, FeatureTable rows) => throw new NotSupportedException(Missing);
#endif
}
