using MlCompare.Networks;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Networks;

/// <summary>Recurrent layers as the GRU of ONNX, whose gates are z, r, n; rows × 1 × positions × channels in and out.</summary>
internal static class Recurrent
{
    // A logistic function of this is 1 in single precision.
    private const float Open = 30;

    /// <param name="sequence">Lengths of texts; null where all rows have as many positions.</param>
    /// <param name="next">The layer's arrays, in their order.</param>
    public static Value Gru(OnnxGraph graph, Value x, Sequence? sequence, Layer.Gru layer, int channels, Func<float[]> next)
    {
        int ways = layer.BothWays ? 2 : 1, units = layer.Units;
        float[] inWeights = next(), inBias = next(), stateWeights = next(), stateBias = next();
        float[] biases = [.. Enumerable.Range(0, ways).SelectMany(way => (float[])[.. Turned(inBias, way, 1, units), .. Turned(stateBias, way, 1, units)])];
        return Run(
            graph, x, sequence, ways, units, channels,
            [.. Enumerable.Range(0, ways).SelectMany(way => Turned(inWeights, way, channels, units))],
            [.. Enumerable.Range(0, ways).SelectMany(way => Turned(stateWeights, way, units, units))],
            biases);
    }

    /// <summary>A gated unit whose gates are constants: r is open, and z keeps 1 − leak of a state.</summary>
    public static Value Reservoir(OnnxGraph graph, Value x, Sequence? sequence, Layer.Reservoir layer, int channels, Func<float[]> next)
    {
        int units = layer.Units;
        float[] inWeights = next(), stateWeights = next(), bias = next();
        float kept = layer.Leak == 1 ? -Open : (float)Math.Log((1 - layer.Leak) / layer.Leak);
        return Run(
            graph, x, sequence, 1, units, channels,
            [.. new float[2 * units * channels], .. Transposed(inWeights, 0, channels, units, units)],
            [.. new float[2 * units * units], .. Transposed(stateWeights, 0, units, units, units)],
            [.. Enumerable.Repeat(kept, units), .. Enumerable.Repeat(Open, units), .. bias, .. new float[3 * units]]);
    }

    private static Value Run(OnnxGraph graph, Value x, Sequence? sequence, int ways, int units, int channels, float[] inputs, float[] states, float[] biases)
    {
        Value line = graph.Apply("Squeeze", [x, graph.Integers(1)]);
        Value steps = graph.Apply("Transpose", [line], OnnxAttribute.Of("perm", [1L, 0, 2]));
        Value found = graph.Apply(
            "GRU",
            [
                steps, graph.Floats(inputs, ways, 3 * units, channels), graph.Floats(states, ways, 3 * units, units), graph.Floats(biases, ways, 6 * units),
                .. sequence is null ? [] : (Value[])[sequence.Steps],
            ],
            OnnxAttribute.Of("hidden_size", units),
            OnnxAttribute.Of("linear_before_reset", 1),
            OnnxAttribute.Of("direction", ways == 2 ? "bidirectional" : "forward"));
        // Positions × ways × rows × units.
        Value turned = graph.Apply("Transpose", [found], OnnxAttribute.Of("perm", [2L, 0, 1, 3]));
        return graph.Apply("Unsqueeze", [graph.Apply("Reshape", [turned, graph.Integers(0, 0, ways * units)]), graph.Integers(1)]);
    }

    /// <summary>One way's array, inputs × gates r, z, n, as gates z, r, n × inputs.</summary>
    private static float[] Turned(float[] all, int way, int inputs, int units)
    {
        float[] own = all[(way * inputs * 3 * units)..((way + 1) * inputs * 3 * units)];
        return [.. Transposed(own, units, inputs, 3 * units, units), .. Transposed(own, 0, inputs, 3 * units, units), .. Transposed(own, 2 * units, inputs, 3 * units, units)];
    }

    /// <summary>Some neighbouring columns of a matrix as rows.</summary>
    private static float[] Transposed(float[] matrix, int from, int rows, int stride, int columns)
    {
        float[] turned = new float[rows * columns];
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < rows; r++)
            {
                turned[c * rows + r] = matrix[r * stride + from + c];
            }
        }

        return turned;
    }
}
