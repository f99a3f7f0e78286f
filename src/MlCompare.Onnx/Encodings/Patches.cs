using MlCompare.Learners.Encoders;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Encodings;

/// <summary>A <see cref="PatchEncoder"/> as a graph: rows × height × width × channels, single precision, between the layers.</summary>
internal sealed class Patches(OnnxGraph graph)
{
    /// <summary>Rows × features.</summary>
    public Value Write(PatchEncoder encoder, Value pixels)
    {
        (int height, int width, int channels) = encoder.Shape;
        Value unusable = graph.Apply("Or", [graph.Apply("IsNaN", [pixels]), graph.Apply("IsInf", [pixels])]);
        Value map = graph.Apply("Where", [unusable, graph.Floats([0], 1), pixels]);
        foreach (PatchLayer layer in encoder.Layers)
        {
            map = Layer(layer, map, height, width);
            (height, width, channels) = (layer.Places(height), layer.Places(width), layer.Filters);
        }

        return graph.Flat(Means(map, height, width, channels, encoder.Grid));
    }

    /// <summary>See <see cref="PatchLayer.Apply"/>.</summary>
    private Value Layer(PatchLayer layer, Value map, int height, int width)
    {
        int length = layer.Side * layer.Side * layer.Channels;
        Value rows = graph.Apply("Gather", [map, Around(height, layer.Side)], OnnxAttribute.Of("axis", 1));
        Value both = graph.Apply("Gather", [rows, Around(width, layer.Side)], OnnxAttribute.Of("axis", 3));
        Value patches = graph.Apply(
            "Reshape", [graph.Apply("Transpose", [both], OnnxAttribute.Of("perm", [0L, 1, 3, 2, 4, 5])), graph.Integers(0, height, width, length)]);
        if (layer.Centred)
        {
            patches = graph.Subtract(patches, graph.Apply("ReduceMean", [patches], OnnxAttribute.Of("axes", [-1L])));
        }

        Value size = graph.Apply("ReduceL2", [patches], OnnxAttribute.Of("axes", [-1L]));
        Value counts = graph.Apply("Greater", [size, graph.Floats([PatchLayer.Least], 1)]);
        Value unit = graph.Apply("Where", [counts, graph.Divide(patches, size), graph.Floats([0], 1)]);
        Value centres = graph.Apply("Transpose", [graph.Floats(layer.Centres, layer.Filters, length)], OnnxAttribute.Of("perm", [1L, 0]));
        Value sharpness = graph.Floats([layer.Sharpness], 1);
        Value values = graph.Apply("Exp", [graph.Subtract(graph.Multiply(graph.MatrixProduct(unit, centres), sharpness), sharpness)]);
        Value weighed = graph.Multiply(values, graph.Apply("Where", [counts, size, graph.Floats([0], 1)]));
        return graph.MatrixProduct(Pool(layer, weighed, height, width), graph.Floats(layer.Root, layer.Filters, layer.Filters));
    }

    /// <summary>See <see cref="PatchMap.Pool"/>, as a product along each side.</summary>
    private Value Pool(PatchLayer layer, Value map, int height, int width)
    {
        if (layer.Stride == 1)
        {
            return map;
        }

        Value lines = graph.Apply("Reshape", [map, graph.Integers(0, height, width * layer.Filters)]);
        Value fewer = graph.MatrixProduct(Weights(layer, height), lines);
        Value turned = graph.Apply("Reshape", [fewer, graph.Integers(0, layer.Places(height), width, layer.Filters)]);
        return graph.MatrixProduct(Weights(layer, width), turned);
    }

    private Value Weights(PatchLayer layer, int before)
    {
        int after = layer.Places(before);
        float[] matrix = new float[after * before];
        for (int place = 0; place < after; place++)
        {
            for (int p = 0; p < layer.PoolWeights.Length; p++)
            {
                int from = place * layer.Stride + layer.Stride / 2 + p - layer.PoolWeights.Length / 2;
                if (from >= 0 && from < before)
                {
                    matrix[place * before + from] = layer.PoolWeights[p];
                }
            }
        }

        return graph.Floats(matrix, after, before);
    }

    /// <summary>See <see cref="PatchMap.Average"/>.</summary>
    private Value Means(Value map, int height, int width, int channels, int grid)
    {
        int tall = Math.Min(grid, height), wide = Math.Min(grid, width);
        float[] shares = new float[tall * wide * height * width];
        for (int part = 0; part < tall * wide; part++)
        {
            (int top, int bottom) = (part / wide * height / tall, (part / wide + 1) * height / tall);
            (int left, int right) = (part % wide * width / wide, (part % wide + 1) * width / wide);
            for (int y = top; y < bottom; y++)
            {
                shares.AsSpan((part * height + y) * width + left, right - left).Fill(1f / ((bottom - top) * (right - left)));
            }
        }

        Value places = graph.Apply("Reshape", [map, graph.Integers(0, height * width, channels)]);
        return graph.MatrixProduct(graph.Floats(shares, tall * wide, height * width), places);
    }

    /// <summary>Places × places of a patch around each; beyond the border the border is repeated.</summary>
    private Value Around(int count, int side) => graph.Constant(OnnxTensor.Of(
        (ReadOnlySpan<long>)[.. Enumerable.Range(0, count * side).Select(i => (long)Math.Clamp(i / side - side / 2 + i % side, 0, count - 1))], count, side));
}
