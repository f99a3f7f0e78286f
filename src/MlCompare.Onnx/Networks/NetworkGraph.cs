using MlCompare.Networks;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Networks;

/// <summary>
/// A <see cref="NetworkSpec"/> with its weights as a graph. Between layers stand rows × height × width × channels; members of an ensemble take the place of the
/// height, which is 1 wherever there are members.
/// </summary>
internal sealed class NetworkGraph(OnnxGraph graph, NetworkSpec spec, IReadOnlyList<float[]> values)
{
    private readonly Queue<float[]> weights = new(values);
    private TensorShape shape = spec.Input.Shape;
    private int members = 1;

    private Sequence? sequence;

    /// <summary>Outputs (rows × members × outputs).</summary>
    public Value Write(NetworkReading input)
    {
        sequence = input.Lengths is { } lengths ? new Sequence(graph, input.Values, lengths) : null;
        Value output = Layers(input.Values, spec.Layers);
        return graph.Apply("Reshape", [output, graph.Integers(0, members, shape.Channels)]);
    }

    private Value Layers(Value x, IEnumerable<Layer> layers)
    {
        foreach (Layer layer in layers)
        {
            x = One(x, layer);
            shape = layer.After(shape);
            // Pooled, a text is one position like others.
            sequence = layer is Layer.MeanPool or Layer.GlobalMaxPool ? null : sequence;
        }

        return x;
    }

    private Value One(Value x, Layer layer)
    {
        switch (layer)
        {
            case Layer.Dense dense:
                return Dense(x, shape.Channels, dense.Units);
            case Layer.SparseDense terms:
                float[] own = weights.Dequeue(), bias = weights.Dequeue(), sparse = weights.Dequeue();
                return graph.Add(
                    graph.MatrixProduct(x, graph.Floats([.. own, .. sparse], shape.Channels, terms.Units)), graph.Floats(bias, terms.Units));
            case Layer.Embedding embedding:
                Value vectors = graph.Floats(weights.Dequeue(), ((NetworkInput.Tokens)spec.Input).Vocabulary, embedding.Width);
                return graph.Apply("Unsqueeze", [graph.Apply("Gather", [vectors, x]), graph.Integers(1)]);
            case Layer.Convolution convolution:
                return Convolution(sequence?.Known(x) ?? x, convolution);
            case Layer.Activate activate:
                return Activations.Write(graph, x, activate.Function);
            case Layer.BatchNorm:
                return BatchNorm(x);
            case Layer.LayerNorm:
                return graph.Apply(
                    "LayerNormalization", [x, Next(shape.Channels), Next(shape.Channels)], OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("epsilon", 1e-5f));
            case Layer.Dropout:
                return x;
            case Layer.MaxPool pool:
                return MaxPool(x, pool);
            case Layer.MeanPool when sequence is not null:
                return sequence.Mean(x);
            case Layer.GlobalMaxPool when sequence is not null:
                return sequence.Largest(x);
            case Layer.MeanPool:
                return graph.Apply("ReduceMean", [x], OnnxAttribute.Of("axes", [1L, 2L]));
            case Layer.GlobalMaxPool:
                return graph.Apply("ReduceMax", [x], OnnxAttribute.Of("axes", [1L, 2L]));
            case Layer.Flatten:
                return graph.Apply("Reshape", [x, graph.Integers(0, 1, 1, shape.Size)]);
            case Layer.Scale:
                return graph.Multiply(x, Next(shape.Channels));
            case Layer.Periodic periodic:
                return Periodic(x, periodic);
            case Layer.FeatureTokens tokens:
                return Tokens(x, tokens);
            case Layer.Gru gru:
                return Recurrent.Gru(graph, x, sequence, gru, shape.Channels, weights.Dequeue);
            case Layer.Reservoir reservoir:
                return Recurrent.Reservoir(graph, x, sequence, reservoir, shape.Channels, weights.Dequeue);
            case Layer.Residual residual:
                return graph.Add(x, Layers(x, residual.Inner));
            case Layer.Positions:
                Value places = Next(shape.Height, shape.Width, shape.Channels);
                return graph.Add(x, sequence?.First(places) ?? places);
            case Layer.Attention attention:
                return Attention(x, attention.Heads);
            case Layer.Members ensemble:
                // Rows are repeated where a factor or a weight of each member's own meets them.
                members = ensemble.Count;
                return graph.Apply("Expand", [x, graph.Integers(1, members, 1, 1)]);
            case Layer.MemberScale:
                return graph.Multiply(x, Next(members, 1, shape.Channels));
            case Layer.MemberDense dense:
                return graph.Add(graph.MatrixProduct(x, Next(members, shape.Channels, dense.Units)), Next(members, 1, dense.Units));
            default:
                throw OnnxGraph.NotExpressed($"the network has a layer {layer.GetType().Name}, which is not written as ONNX");
        }
    }

    private Value Next(params long[] size) => graph.Floats(weights.Dequeue(), size);

    private Value Dense(Value x, int inputs, int units) => graph.Add(graph.MatrixProduct(x, Next(inputs, units)), Next(units));

    private Value Convolution(Value x, Layer.Convolution layer)
    {
        int down = shape.Height == 1 ? 1 : layer.Kernel, across = layer.Kernel, inputs = shape.Channels;
        float[] own = weights.Dequeue(), turned = new float[own.Length];
        // Here down × across × in × out, in ONNX out × in × down × across.
        for (int place = 0; place < down * across; place++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < layer.Channels; o++)
                {
                    turned[(o * inputs + i) * down * across + place] = own[(place * inputs + i) * layer.Channels + o];
                }
            }
        }

        return ChannelsLast(graph.Apply(
            "Conv",
            [ChannelsFirst(x), graph.Floats(turned, layer.Channels, inputs, down, across), Next(layer.Channels)],
            OnnxAttribute.Of("kernel_shape", [(long)down, across]),
            OnnxAttribute.Of("pads", [(long)(down / 2), across / 2, down / 2, across / 2])));
    }

    private Value MaxPool(Value x, Layer.MaxPool pool)
    {
        long down = shape.Height == 1 ? 1 : pool.Size;
        return ChannelsLast(graph.Apply(
            "MaxPool", [ChannelsFirst(x)], OnnxAttribute.Of("kernel_shape", [down, pool.Size]), OnnxAttribute.Of("strides", [down, pool.Size])));
    }

    private Value BatchNorm(Value x)
    {
        float[] scale = weights.Dequeue(), shift = weights.Dequeue(), mean = weights.Dequeue(), variance = weights.Dequeue();
        float[] multiply = [.. scale.Select((factor, c) => factor * (float)(1 / Math.Sqrt(variance[c] + 1e-5)))];
        return graph.Add(
            graph.Multiply(x, graph.Floats(multiply, multiply.Length)), graph.Floats([.. shift.Select((value, c) => value - mean[c] * multiply[c])], shift.Length));
    }

    private Value Periodic(Value x, Layer.Periodic layer)
    {
        if (layer.Columns == 0)
        {
            for (int i = 0; i < 4; i++)
            {
                weights.Dequeue();
            }

            return x;
        }

        Value columns = graph.Apply("Slice", [x, graph.Integers(0), graph.Integers(layer.Columns), graph.Integers(3)]);
        Value one = graph.Apply("Reshape", [columns, graph.Integers(0, layer.Columns, 1, 1)]);
        Value turns = graph.Add(graph.Multiply(one, Next(layer.Columns, 1, layer.Frequencies)), Next(layer.Columns, 1, layer.Frequencies));
        Value part = graph.Subtract(turns, graph.Apply("Round", [turns]));
        Value waves = graph.Apply("Cos", [graph.Multiply(part, graph.Floats([MathF.Tau], 1))]);
        Value made = graph.Add(graph.MatrixProduct(waves, Next(layer.Columns, layer.Frequencies, layer.Width)), Next(layer.Columns, 1, layer.Width));
        Value flat = graph.Apply("Reshape", [made, graph.Integers(0, 1, 1, layer.Columns * layer.Width)]);
        return graph.Apply("Concat", [x, flat], OnnxAttribute.Of("axis", 3));
    }

    private Value Tokens(Value x, Layer.FeatureTokens layer)
    {
        // One product with a matrix that has the vectors of a group in the place of its token, and zeros beside them.
        float[] vectors = weights.Dequeue(), matrix = new float[vectors.Length * layer.Sizes.Length];
        int[] tokenOf = [.. layer.Sizes.SelectMany((size, token) => Enumerable.Repeat(token, size))];
        int wide = layer.Sizes.Length * layer.Width;
        for (int j = 0; j < tokenOf.Length; j++)
        {
            vectors.AsSpan(j * layer.Width, layer.Width).CopyTo(matrix.AsSpan(j * wide + tokenOf[j] * layer.Width));
        }

        Value tokens = graph.Apply("Reshape", [graph.MatrixProduct(x, graph.Floats(matrix, tokenOf.Length, wide)), graph.Integers(0, 1, layer.Sizes.Length, layer.Width)]);
        return graph.Add(tokens, Next(layer.Sizes.Length, layer.Width));
    }

    private Value Attention(Value x, int heads)
    {
        int width = shape.Channels, part = width / heads;
        Value all = Dense(x, width, 3 * width);
        Value split = graph.Apply("Reshape", [all, graph.Integers(0, -1, 3, heads, part)]);
        Value turned = graph.Apply("Transpose", [split], OnnxAttribute.Of("perm", [2L, 0, 3, 1, 4]));
        Value queries = One(0), keys = One(1), values = One(2);
        Value likeness = graph.Multiply(
            graph.MatrixProduct(queries, graph.Apply("Transpose", [keys], OnnxAttribute.Of("perm", [0L, 1, 3, 2]))), graph.Floats([1 / MathF.Sqrt(part)], 1));
        Value mixed = graph.MatrixProduct(graph.Softmax(sequence?.Attended(likeness) ?? likeness), values);
        Value joined = graph.Apply("Transpose", [mixed], OnnxAttribute.Of("perm", [0L, 2, 1, 3]));
        return Dense(graph.Apply("Reshape", [joined, graph.Integers(0, shape.Height, -1, width)]), width, width);

        Value One(long which) => graph.Apply("Gather", [turned, graph.Constant(OnnxTensor.Of((ReadOnlySpan<long>)[which]))], OnnxAttribute.Of("axis", 0));
    }

    private Value ChannelsFirst(Value x) => graph.Apply("Transpose", [x], OnnxAttribute.Of("perm", [0L, 3, 1, 2]));

    private Value ChannelsLast(Value x) => graph.Apply("Transpose", [x], OnnxAttribute.Of("perm", [0L, 2, 3, 1]));
}
