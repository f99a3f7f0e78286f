using MlCompare.Learners.Neural.Nets;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Networks;

namespace MlCompare.Onnx.Converters;

/// <summary>Networks in single precision, the mean of their predictions in double.</summary>
internal sealed class NetworkConverter : ModelConverter<NetworkModel>
{
    protected override Value Write(NetworkModel model, OnnxGraph graph)
    {
        IReadOnlyList<NetworkOutputs> networks = model.Head.Networks;
        if (networks.Count == 0)
        {
            return model.Head is ClassHead empty ? graph.Same(empty.Order, empty.Order.Shares) : graph.ForEveryRow([((ValueHead)model.Head).Target.Mean]);
        }

        NetworkReading input = NetworkInputs.Write(graph, model.Encoder);
        Value[] outputs = [.. networks.Select(network => graph.ToDouble(new NetworkGraph(graph, network.Spec, network.Values).Write(input)))];
        if (model.Head is ClassHead head)
        {
            return graph.Spread(head.Order, Mean(graph, outputs.Select((logits, n) => graph.Softmax(graph.Multiply(logits, graph.Number(head.Factors[n]))))));
        }

        ValueHead value = (ValueHead)model.Head;
        return graph.Clip(graph.Restore(value.Target, Mean(graph, outputs)), value.Target.Least, value.Target.Most);
    }

    /// <summary>Over the members of each network, then over the networks.</summary>
    private static Value Mean(OnnxGraph graph, IEnumerable<Value> networks)
    {
        Value[] means = [.. networks.Select(network => graph.Apply("ReduceMean", [network], OnnxAttribute.Of("axes", [1L]), OnnxAttribute.Of("keepdims", 0)))];
        Value sum = means.Aggregate(graph.Add);
        return means.Length == 1 ? sum : graph.Multiply(sum, graph.Number(1.0 / means.Length));
    }
}
