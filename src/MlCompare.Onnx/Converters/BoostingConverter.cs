using MlCompare.Learners.Boosting;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>Gradient boosting: a sum of trees, then the link of the objective.</summary>
internal sealed class BoostingConverter : ModelConverter<BoostingPredictor>
{
    protected override Value Write(BoostingPredictor model, OnnxGraph graph)
    {
        OutputHead head = model.Head;
        if (head.Order is { Count: 1 })
        {
            return graph.Same(head.Order, [1]);
        }

        double[] start = [.. model.Start];
        Value scores;
        if (model.Rounds == 0)
        {
            scores = graph.ForEveryRow(start);
        }
        else
        {
            Tree[] trees = [.. model.Trees];
            TreeEnsemble ensemble = new(graph, new TreeInputs(graph, model.Encoding, trees), start.Length);
            for (int t = 0; t < trees.Length; t++)
            {
                (Tree tree, int output) = (trees[t], t % start.Length);
                ensemble.Add(tree, leaf => [(output, tree.Values[leaf])]);
            }

            scores = graph.Add(ensemble.Sums(), graph.Doubles(start, 1, start.Length));
        }

        return head.Order is not null ? graph.FromScores(head.Order, scores)
            : head.IsLog ? Rate(graph, head, scores)
            : graph.Restore(head.Target!, scores);
    }

    private static Value Rate(OnnxGraph graph, OutputHead head, Value score) => graph.Multiply(
        graph.Apply("Exp", [graph.Clip(score, -PoissonLoss.Most, PoissonLoss.Most)]), graph.Number(Math.Max(0, head.Target!.Mean)));
}
