using MlCompare.Exports;

namespace MlCompare.MLNet;

/// <summary>
/// A model of ML.NET (.zip) for <c>MLContext.Model.Load</c>, in a program that has MlCompare.MLNet and called <c>AddMlCompare</c>: adds <c>Score</c>, and
/// <c>PredictedLabel</c> for classes.
/// </summary>
public sealed class MlNetExporter : IModelExporter
{
    public string Id => "mlnet";

    public string Ending => ".zip";

#if MLNET
    public string? Missing => null;

    public void Write(FittedModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        MLNet.Exports.MlNetModel.Write(model, stream);
    }
#else
    public string? Missing => new MlNetEngine().State.Missing;

    public void Write(FittedModel model, Stream stream) => throw new NotSupportedException(Missing);
#endif
}
