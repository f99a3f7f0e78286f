using MlCompare.Onnx.Graphs;
using Onnx;

namespace MlCompare.Onnx.Networks;

/// <summary>Texts of different lengths in a network: rows × 1 × positions × channels, of which each row has as many positions as it has tokens.</summary>
internal sealed class Sequence
{
    private readonly OnnxGraph graph;
    private readonly Value lengths, positions, places;

    /// <param name="ids">Rows × positions.</param>
    /// <param name="lengths">Rows × 1; may be 0.</param>
    public Sequence(OnnxGraph graph, Value ids, Value lengths)
    {
        (this.graph, this.lengths) = (graph, lengths);
        positions = graph.Apply("Gather", [graph.Apply("Shape", [ids]), graph.Integers(1)]);
        places = graph.UpTo(positions);
    }

    /// <summary>Tokens of each row as recurrent layers want them, at least 1.</summary>
    public Value Steps => graph.Apply("Squeeze", [graph.Cast(AtLeastOne(), TensorProto.Types.DataType.Int32), graph.Integers(1)]);

    /// <summary>0 past the end of a row.</summary>
    public Value Known(Value x) => graph.Apply("Where", [There(), x, graph.Floats([0], 1)]);

    /// <summary>See <see cref="MlCompare.Networks.Layer.MeanPool"/>: rows × 1 × 1 × channels.</summary>
    public Value Mean(Value x)
    {
        Value sum = graph.Apply("ReduceSum", [Known(x), graph.Integers(2)]);
        return graph.Divide(sum, graph.Apply("Unsqueeze", [graph.ToFloat(AtLeastOne()), graph.Integers(2, 3)]));
    }

    /// <summary>See <see cref="MlCompare.Networks.Layer.GlobalMaxPool"/>: 0 where a row has no token.</summary>
    public Value Largest(Value x)
    {
        Value known = graph.Apply("Where", [There(), x, graph.Floats([float.NegativeInfinity], 1)]);
        Value most = graph.Apply("ReduceMax", [known], OnnxAttribute.Of("axes", [2L]));
        Value any = graph.Apply("Unsqueeze", [graph.Apply("Greater", [lengths, graph.Integers(0)]), graph.Integers(2, 3)]);
        return graph.Apply("Where", [any, most, graph.Floats([0], 1)]);
    }

    /// <summary>Likeness of all positions (rows × heads × positions × positions), without those past the end; a row without a token attends to its first place.</summary>
    public Value Attended(Value likeness)
    {
        Value counted = graph.Apply("Less", [places, AtLeastOne()]);
        return graph.Apply("Where", [graph.Apply("Unsqueeze", [counted, graph.Integers(1, 2)]), likeness, graph.Floats([float.NegativeInfinity], 1)]);
    }

    /// <summary>As many of the places (1 × places × channels) as the batch has.</summary>
    public Value First(Value all) => graph.Apply("Slice", [all, graph.Integers(0), positions, graph.Integers(1)]);

    /// <summary>Rows × 1 × positions × 1.</summary>
    private Value There() => graph.Apply("Unsqueeze", [graph.Apply("Less", [places, lengths]), graph.Integers(1, 3)]);

    private Value AtLeastOne() => graph.Apply("Max", [lengths, graph.Integers(1)]);
}
