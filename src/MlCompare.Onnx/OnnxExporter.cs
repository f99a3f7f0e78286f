using MlCompare.Exports;

namespace MlCompare.Onnx;

/// <summary>
/// ONNX, opset 17: one input a column (numbers, categories and texts rows × 1, images rows × height × width × channels, sounds rows × samples), a missing number
/// NaN, a missing category or text empty, what a sound is shorter than others NaN; outputs <c>label</c> and <c>probabilities</c> of classes, <c>variable</c> of numbers.
/// </summary>
public sealed class OnnxExporter : IModelExporter
{
    public string Id => "onnx";

    public string Ending => ".onnx";

#if ONNX
    public string? Missing => null;

    public void Write(FittedModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        Google.Protobuf.MessageExtensions.WriteTo(OnnxModel.Of(model), stream);
    }
#else
    public string? Missing =>
        "this program was built without ONNX, because its package feed lacks Google.Protobuf or -p:Onnx=none was given; add it with 'dotnet build -p:Onnx=writer'";

    public void Write(FittedModel model, Stream stream) => throw new NotSupportedException(Missing);
#endif
}
