using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Sequences;
using MlCompare.Learners.Neural.Sounds;
using MlCompare.Learners.Neural.Tables;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Texts;

namespace MlCompare.Onnx.Encodings;

/// <summary>What a network reads of each row.</summary>
/// <param name="Values">Rows × height × width × channels, single precision; of texts ids of tokens, rows × length of the longest one.</param>
/// <param name="Lengths">Tokens of each text (rows × 1, may be 0); null but for texts.</param>
internal readonly record struct NetworkReading(Value Values, Value? Lengths);

/// <summary>What networks read, as a graph.</summary>
internal static class NetworkInputs
{
    /// <exception cref="InputException">The encoder reads what ONNX has no operators for.</exception>
    public static NetworkReading Write(OnnxGraph graph, NetworkEncoder encoder) => encoder switch
    {
        TokenEncoder { Tokeniser: Vocabulary words } tokens => Tokens(graph, tokens, words),
        SequenceEncoder sequence => Write(graph, sequence.Inner),
        _ => new NetworkReading(Numbers(graph, encoder), null),
    };

    private static Value Numbers(OnnxGraph graph, NetworkEncoder encoder) => encoder switch
    {
        MlpEncoder mlp => AsPositions(graph, WithTerms(graph, mlp)),
        TableNetEncoder table => AsPositions(
            graph, Times(graph, Bins(graph, graph.Columns(DenseEncoding.WithTerms(graph, table.Encoder), [.. table.Order.Select(place => (long)place)]), table.Bins), table.Factor)),
        FeatureTokenEncoder tokens => AsPositions(graph, DenseEncoding.Write(graph, tokens.Encoder)),
        ImageNetEncoder image => Pixels(graph, image),
        SpectrogramEncoder sounds => Spectrogram(graph, sounds),
        WaveEncoder waves => Samples(graph, waves),
        TokenEncoder => throw OnnxGraph.NotExpressed("the network reads pieces of words (byte pairs), which are not written as ONNX; words are: set tokens to words"),
        _ => throw new NotSupportedException($"{encoder.GetType().Name} is not known."),
    };

    private static NetworkReading Tokens(OnnxGraph graph, TokenEncoder tokens, Vocabulary words)
    {
        (Value ids, Value lengths) = new TokenGraph(graph, words, tokens.Longest).Write(tokens.Column);
        return new NetworkReading(ids, lengths);
    }

    private static Value AsPositions(OnnxGraph graph, Value rows) => graph.Apply("Unsqueeze", [rows, graph.Integers(1, 2)]);

    private static Value WithTerms(OnnxGraph graph, MlpEncoder mlp)
    {
        List<Value> parts = mlp.Encoder.DenseWidth > 0 ? [Times(graph, Bins(graph, DenseEncoding.Write(graph, mlp.Encoder), mlp.Bins), mlp.DenseFactor)] : [];
        if (DenseEncoding.Terms(graph, mlp.Encoder) is { } terms)
        {
            parts.Add(Times(graph, terms, mlp.SparseFactor));
        }

        return graph.Beside([.. parts]);
    }

    private static Value Times(OnnxGraph graph, Value rows, float factor) => graph.Multiply(rows, graph.Floats([factor], 1));

    private static Value Bins(OnnxGraph graph, Value dense, PiecewiseLinearEmbedding bins)
    {
        (long Column, float Low, float Width)[] all = [.. bins.Edges.SelectMany(
            (edges, column) => Enumerable.Range(0, Math.Max(0, edges.Length - 1)).Select(b => ((long)column, edges[b], edges[b + 1] - edges[b])))];
        if (all.Length == 0)
        {
            return dense;
        }

        Value own = graph.Columns(dense, [.. all.Select(bin => bin.Column)]);
        Value place = graph.Divide(
            graph.Subtract(own, graph.Floats([.. all.Select(bin => bin.Low)], 1, all.Length)), graph.Floats([.. all.Select(bin => bin.Width)], 1, all.Length));
        Value inside = graph.Apply("Clip", [place, graph.Floats([0]), graph.Floats([1])]);
        return graph.Beside(dense, Times(graph, inside, bins.Scale));
    }

    private static Value Spectrogram(OnnxGraph graph, SpectrogramEncoder sounds)
    {
        int size = sounds.Times * sounds.Bands;
        TensorShape shape = sounds.Input!.Shape;
        Value energies = graph.Columns(DenseEncoding.Write(graph, sounds.Encoder), [.. Enumerable.Range(0, size).Select(place => (long)place)]);
        return graph.Apply("Reshape", [energies, graph.Integers(0, shape.Height, shape.Width, shape.Channels)]);
    }

    private static Value Samples(OnnxGraph graph, WaveEncoder waves)
    {
        TensorShape shape = waves.Input!.Shape;
        Value samples = Sounds.Standardised(graph, new Sounds(graph, graph.Column(waves.Column), waves.Samples), waves.Samples);
        return graph.Apply("Reshape", [samples, graph.Integers(0, shape.Height, shape.Width, shape.Channels)]);
    }

    private static Value Pixels(OnnxGraph graph, ImageNetEncoder image)
    {
        Value scaled = graph.Multiply(graph.Subtract(graph.Input(image.Column), graph.Floats([image.Scale.Centre], 1)), graph.Floats([image.Scale.Scale], 1));
        Value unusable = graph.Apply("Or", [graph.Apply("IsNaN", [scaled]), graph.Apply("IsInf", [scaled])]);
        return graph.Apply("Where", [unusable, graph.Floats([0], 1), scaled]);
    }
}
