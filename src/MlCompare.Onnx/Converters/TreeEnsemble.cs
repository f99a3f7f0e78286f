using MlCompare.Learners.Boosting;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>Sums of trees as one node.</summary>
internal sealed class TreeEnsemble(OnnxGraph graph, TreeInputs inputs, int outputs)
{
    private readonly List<long> trees = [], nodes = [], features = [], lefts = [], rights = [], missing = [];
    private readonly List<string> modes = [];
    private readonly List<double> thresholds = [], weights = [];
    private readonly List<long> leafTrees = [], leafNodes = [], targets = [];
    private int count;

    // A node or leaf takes at most some 80 bytes, and a message of protobuf at most 2 GiB.
    private const int MostNodes = 20_000_000;

    /// <summary>Adds a tree; its leaves give what is said of them.</summary>
    /// <param name="answers">Leaf → output and number.</param>
    public void Add(Tree tree, Func<int, IEnumerable<(int Output, double Value)>> answers)
    {
        // Nodes keep their numbers, leaves follow.
        for (int node = 0; node < tree.Nodes.Length; node++)
        {
            (int place, float threshold, bool missingLeft) = inputs.Test(tree, node);
            Node(node, place, "BRANCH_LEQ", threshold, Number(tree.Nodes[node].Left), Number(tree.Nodes[node].Right), missingLeft);
        }

        for (int leaf = 0; leaf < tree.Leaves; leaf++)
        {
            long number = Number(~leaf);
            Node(number, 0, "LEAF", 0, 0, 0, false);
            foreach ((int output, double value) in answers(leaf))
            {
                leafTrees.Add(count);
                leafNodes.Add(number);
                targets.Add(output);
                weights.Add(value);
            }
        }

        count++;
        if (nodes.Count > MostNodes)
        {
            throw OnnxGraph.NotExpressed($"the trees have more than {MostNodes} nodes, and an ONNX file ends at 2 GiB");
        }

        long Number(int child) => child >= 0 ? child : tree.Nodes.Length + ~child;
    }

    /// <summary>Sums over the trees (rows × outputs), double precision.</summary>
    public Value Sums() => graph.ToDouble(graph.Apply(
        OnnxGraph.Ml,
        "TreeEnsembleRegressor",
        [graph.ToDouble(inputs.All)],
        OnnxAttribute.Of("n_targets", outputs),
        OnnxAttribute.Of("aggregate_function", "SUM"),
        OnnxAttribute.Of("post_transform", "NONE"),
        OnnxAttribute.Of("nodes_treeids", trees),
        OnnxAttribute.Of("nodes_nodeids", nodes),
        OnnxAttribute.Of("nodes_featureids", features),
        OnnxAttribute.Of("nodes_modes", modes),
        OnnxAttribute.Of("nodes_values_as_tensor", OnnxTensor.Of([.. thresholds], thresholds.Count)),
        OnnxAttribute.Of("nodes_truenodeids", lefts),
        OnnxAttribute.Of("nodes_falsenodeids", rights),
        OnnxAttribute.Of("nodes_missing_value_tracks_true", missing),
        OnnxAttribute.Of("target_treeids", leafTrees),
        OnnxAttribute.Of("target_nodeids", leafNodes),
        OnnxAttribute.Of("target_ids", targets),
        OnnxAttribute.Of("target_weights_as_tensor", OnnxTensor.Of([.. weights], weights.Count))));

    private void Node(long number, long feature, string mode, double threshold, long left, long right, bool missingLeft)
    {
        trees.Add(count);
        nodes.Add(number);
        features.Add(feature);
        modes.Add(mode);
        thresholds.Add(threshold);
        lefts.Add(left);
        rights.Add(right);
        missing.Add(missingLeft ? 1 : 0);
    }
}
