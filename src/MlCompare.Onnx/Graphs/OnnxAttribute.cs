using Google.Protobuf;
using Onnx;

namespace MlCompare.Onnx.Graphs;

/// <summary>Attributes of nodes.</summary>
internal static class OnnxAttribute
{
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Of(string name, TensorProto value)
    {
        // ONNX Runtime asks for a name of every tensor that it finds.
        value.Name = name;
        return new() { Name = name, Type = AttributeProto.Types.AttributeType.Tensor, T = value };
    }

    public static AttributeProto Of(string name, IEnumerable<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    public static AttributeProto Of(string name, IEnumerable<string> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        attribute.Strings.Add(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }
}
