using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace MlCompare.Onnx.Graphs;

/// <summary>Tensors of ONNX from arrays, row-major.</summary>
internal static class OnnxTensor
{
    public static TensorProto Of(ReadOnlySpan<float> values, params long[] shape) => Raw(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Of(ReadOnlySpan<double> values, params long[] shape) => Raw(TensorProto.Types.DataType.Double, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Of(ReadOnlySpan<long> values, params long[] shape) => Raw(TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Of(IEnumerable<string> values, params long[] shape)
    {
        TensorProto tensor = Empty(TensorProto.Types.DataType.String, shape);
        tensor.StringData.Add(values.Select(ByteString.CopyFromUtf8));
        return tensor;
    }

    private static TensorProto Raw(TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, long[] shape)
    {
        TensorProto tensor = Empty(type, shape);
        // Raw data are little endian, as are the machines that .NET runs on.
        tensor.RawData = ByteString.CopyFrom(bytes);
        return tensor;
    }

    private static TensorProto Empty(TensorProto.Types.DataType type, long[] shape)
    {
        TensorProto tensor = new() { DataType = (int)type };
        tensor.Dims.Add(shape);
        return tensor;
    }
}
