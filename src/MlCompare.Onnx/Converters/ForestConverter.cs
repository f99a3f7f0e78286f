using MlCompare.Learners.Forest;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>Forests: means of the trees' answers.</summary>
internal sealed class ForestConverter : ModelConverter<ForestPredictor>
{
    protected override Value Write(ForestPredictor model, OnnxGraph graph)
    {
        ForestHead head = model.Head;
        if (head.Order is { Count: 1 })
        {
            return graph.Same(head.Order, [1]);
        }

        TreeEnsemble ensemble = new(graph, new TreeInputs(graph, model.Encoding, model.Members.Select(member => member.Tree)), head.Outputs);
        foreach (ForestTree member in model.Members)
        {
            ensemble.Add(member.Tree, leaf => Answers(member, leaf, head.Outputs, model.Trees));
        }

        Value mean = ensemble.Sums();
        if (head.Order is null)
        {
            return graph.Restore(head.Target!, mean);
        }

        if (head.Order.Count == 2)
        {
            return graph.Spread(head.Order, graph.Beside(graph.Subtract(graph.Number(1), mean), mean));
        }

        Value sum = graph.Apply("ReduceSum", [mean, graph.Integers(1)]);
        return graph.Spread(head.Order, graph.Divide(mean, sum));
    }

    private static IEnumerable<(int Output, double Value)> Answers(ForestTree member, int leaf, int outputs, int trees)
    {
        double[] sums = new double[outputs];
        member.AddTo(leaf, sums);
        // A leaf needs one answer at least, or ONNX Runtime takes it for none.
        return outputs == 1
            ? [(0, sums[0] / trees)]
            : Enumerable.Range(0, outputs).Where(k => sums[k] != 0).Select(k => (k, sums[k] / trees));
    }
}
