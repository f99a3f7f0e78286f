using MlCompare.Learners.Kernel;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;
using Onnx;

namespace MlCompare.Onnx.Converters;

/// <summary>Feature machines on the leaves of a tree: all of them predict every row, and the cuts say which one counts.</summary>
internal sealed class FeatureTreeConverter : ModelConverter<FeatureTreePredictor>
{
    protected override Value Write(FeatureTreePredictor model, OnnxGraph graph) => Write(model.Root, model.Shares, graph);

    private static Value Write(FeatureTreeNode node, double[] shares, OnnxGraph graph)
    {
        if (node.Split is not { } split)
        {
            Value own = new KernelConverter().Write(node.Leaf!, graph);
            double doubt = shares.Length > 0 ? 1.0 / (node.Rows + 1) : 0;
            return doubt == 0
                ? own
                : graph.Add(graph.Multiply(own, graph.Number(1 - doubt)), graph.Doubles([.. shares.Select(share => doubt * share)], 1, shares.Length));
        }

        Value dense = graph.ToDouble(DenseEncoding.Write(graph, split.Encoder));
        Value direction = graph.ToDouble(graph.Floats(split.Direction, split.Direction.Length, 1));
        Value along = graph.Cast(graph.MatrixProduct(dense, direction), TensorProto.Types.DataType.Float);
        Value isLow = graph.Apply("Less", [along, graph.Floats([split.Threshold], 1, 1)]);
        return graph.Apply("Where", [isLow, Write(node.Low!, shares, graph), Write(node.High!, shares, graph)]);
    }
}
