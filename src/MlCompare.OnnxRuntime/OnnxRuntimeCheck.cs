using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;

namespace MlCompare.OnnxRuntime;

/// <summary>Runs ONNX files by Microsoft's ONNX Runtime, on the processor.</summary>
public sealed class OnnxRuntimeCheck : IModelRuntime
{
    public string Id => "onnxruntime";

    public string Format => "onnx";

#if ONNXRUNTIME
    public string? Version => OnnxFile.Version;

    public string? Missing => null;

    public Prediction Predict(string path, FittedModel model, FeatureTable rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        return OnnxFile.Predict(path, model, rows);
    }
#else
    public string? Version => null;

    public string? Missing =>
        "this program was built without ONNX Runtime, because its package feed lacks Microsoft.ML.OnnxRuntime; run the file by another ONNX Runtime (npm install onnxruntime-node) on rows that you know the predictions of";

    public Prediction Predict(string path, FittedModel model, FeatureTable rows) => throw new NotSupportedException(Missing);
#endif
}
