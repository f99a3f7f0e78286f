namespace MlCompare.Importance;

/// <summary>
/// A binary tree as <see cref="TreeShap"/> walks it: its edges in preorder, each with the share of training rows that took it. Which
/// way a row goes is the owner's business, so that any kind of split will do.
/// </summary>
public sealed class ShapTree
{
    private readonly ShapEdge[] edges;
    private readonly double[] values;
    private readonly double[] expectations;
    private int next;

    /// <param name="inputs">Node → the input that it splits on. Node 0 is the root; no nodes means one leaf.</param>
    /// <param name="left">Node → what hangs to the left: a node when ≥ 0, leaf ~left otherwise.</param>
    /// <param name="right">The same to the right.</param>
    /// <param name="covers">Leaf → training rows in it, or their weight.</param>
    /// <param name="values">Leaves × outputs: what a leaf adds to each score.</param>
    public ShapTree(
        ReadOnlySpan<int> inputs, ReadOnlySpan<int> left, ReadOnlySpan<int> right, ReadOnlySpan<double> covers, ReadOnlySpan<double> values)
    {
        Nodes = inputs.Length;
        edges = new ShapEdge[2 * Nodes];
        this.values = values.ToArray();
        Outputs = values.Length / covers.Length;
        expectations = new double[Outputs];
        if (Nodes == 0)
        {
            values.CopyTo(expectations);
            return;
        }

        double[] below = new double[Nodes];
        Cover(0, left, right, covers, below);
        Split(0, -1, 1, 0, inputs, left, right, covers, below);
    }

    /// <summary>Number of splits.</summary>
    public int Nodes { get; }

    /// <summary>Numbers that a leaf holds.</summary>
    public int Outputs { get; }

    /// <summary>Most different inputs on the way to a leaf.</summary>
    public int MostInputs { get; private set; }

    /// <summary>Mean of the leaves, weighted by their covers: what the tree adds to each score when no input is known.</summary>
    public ReadOnlySpan<double> Expectations => expectations;

    internal ReadOnlySpan<ShapEdge> Edges => edges;

    internal double Value(int leaf, int output) => values[leaf * Outputs + output];

    private static double Cover(int child, ReadOnlySpan<int> left, ReadOnlySpan<int> right, ReadOnlySpan<double> covers, double[] below) =>
        child < 0 ? covers[~child] : below[child] = Cover(left[child], left, right, covers, below) + Cover(right[child], left, right, covers, below);

    private void Split(
        int node, int parent, double reach, int distinct, ReadOnlySpan<int> inputs, ReadOnlySpan<int> left, ReadOnlySpan<int> right,
        ReadOnlySpan<double> covers, double[] below)
    {
        int before = parent;
        while (before >= 0 && edges[before].Input != inputs[node])
        {
            before = edges[before].Parent;
        }

        distinct += before < 0 ? 1 : 0;
        foreach (bool isLeft in (ReadOnlySpan<bool>)[true, false])
        {
            int child = isLeft ? left[node] : right[node];
            double cover = child < 0 ? covers[~child] : below[child];
            double share = below[node] > 0 ? cover / below[node] : 0;
            double together = share * (before < 0 ? 1 : edges[before].Share);
            int edge = next++;
            edges[edge] = new ShapEdge(node, isLeft, parent, before, inputs[node], together, child < 0 ? ~child : -1);
            if (child >= 0)
            {
                Split(child, edge, reach * share, distinct, inputs, left, right, covers, below);
            }
            else
            {
                for (int k = 0; k < Outputs; k++)
                {
                    expectations[k] += reach * share * Value(~child, k);
                }

                MostInputs = Math.Max(MostInputs, distinct);
            }
        }
    }
}

/// <summary>The way from a node to one of its children.</summary>
/// <param name="Node">Where it begins.</param>
/// <param name="Parent">The edge that leads to <paramref name="Node"/>; −1 at the root.</param>
/// <param name="Before">The last edge above with the same input; −1 when there is none.</param>
/// <param name="Share">Share of the training rows that would come along this and all edges above with the same input.</param>
/// <param name="Leaf">The leaf that it leads to; −1 when it leads to a node.</param>
internal readonly record struct ShapEdge(int Node, bool IsLeft, int Parent, int Before, int Input, double Share, int Leaf);
