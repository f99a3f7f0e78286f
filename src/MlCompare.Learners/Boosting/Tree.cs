using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// A regression tree as a flat array of nodes, node 0 the root. Numbers go left when ≤ the threshold, categories when their bit is
/// set, missing values (and levels never seen) as the node says.
/// </summary>
/// <param name="nodes">Splits; none when the tree is one leaf.</param>
/// <param name="levels">Node → bits of the levels that go left; null for a split on numbers.</param>
/// <param name="values">Leaf → what it adds to the score.</param>
/// <param name="covers">Leaf → weight of the rows that it was grown from: their number, or their sum of hessians, as XGBoost has it.</param>
internal sealed class Tree(TreeNode[] nodes, uint[]?[] levels, double[] values, double[] covers)
{
    public int Leaves => values.Length;

    /// <summary>Splits; none when the tree is one leaf.</summary>
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    /// <summary>Bits of the levels that go left at a split on categories.</summary>
    public ReadOnlySpan<uint> LevelBits(int node) => levels[node];

    /// <summary>Leaf → what it adds to the score.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Leaf → weight of the rows that it was grown from.</summary>
    public ReadOnlySpan<double> Covers => covers;

    /// <summary>The value of the leaf that this row falls into.</summary>
    /// <param name="row">One encoded row.</param>
    public double Value(ReadOnlySpan<float> row) => values[Leaf(row)];

    /// <summary>The leaf that this row falls into.</summary>
    public int Leaf(ReadOnlySpan<float> row)
    {
        int next = nodes.Length == 0 ? ~0 : 0;
        while (next >= 0)
        {
            next = GoesLeft(next, row[nodes[next].Column]) ? nodes[next].Left : nodes[next].Right;
        }

        return ~next;
    }

    /// <summary>Where a row with this value in the node's column goes.</summary>
    public bool GoesLeft(int node, float value) => float.IsNaN(value) ? nodes[node].MissingLeft
        : nodes[node].IsCategorical ? (levels[node]![(int)value >> 5] >> ((int)value & 31) & 1) != 0
        : value <= nodes[node].Threshold;

    public void Save(BinaryWriter writer)
    {
        writer.Write(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            writer.Write(nodes[i].Column);
            writer.Write(nodes[i].MissingLeft);
            writer.Write(nodes[i].Left);
            writer.Write(nodes[i].Right);
            writer.Write(levels[i]?.Length ?? 0);
            if (levels[i] is not { } bits)
            {
                writer.Write(nodes[i].Threshold);
                continue;
            }

            foreach (uint word in bits)
            {
                writer.Write(word);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            writer.Write(values[i]);
            writer.Write(covers[i]);
        }
    }

    public static Tree Load(BinaryReader reader)
    {
        TreeNode[] nodes = new TreeNode[NumberArrays.Count(reader)];
        uint[]?[] levels = new uint[]?[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            int column = reader.ReadInt32();
            bool missingLeft = reader.ReadBoolean();
            int left = reader.ReadInt32();
            int right = reader.ReadInt32();
            uint[] bits = new uint[NumberArrays.Count(reader, sizeof(uint))];
            float threshold = bits.Length > 0 ? float.NaN : reader.ReadSingle();
            for (int w = 0; w < bits.Length; w++)
            {
                bits[w] = reader.ReadUInt32();
            }

            nodes[i] = new TreeNode(column, threshold, left, right, missingLeft);
            levels[i] = bits.Length > 0 ? bits : null;
        }

        Expect(nodes);
        double[] values = new double[nodes.Length + 1];
        double[] covers = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
            covers[i] = reader.ReadDouble();
        }

        return new Tree(nodes, levels, values, covers);
    }

    /// <exception cref="InvalidDataException">The nodes are no tree: a child that comes before its parent, belongs to two, or does not exist.</exception>
    private static void Expect(TreeNode[] nodes)
    {
        bool[] seen = new bool[2 * nodes.Length + 1];
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (int child in (ReadOnlySpan<int>)[nodes[i].Left, nodes[i].Right])
            {
                // Leaves are numbered after the nodes here.
                int place = child >= 0 ? child : nodes.Length + ~child;
                if ((child >= 0 && (child <= i || child >= nodes.Length)) || place >= seen.Length || seen[place] || nodes[i].Column < 0)
                {
                    throw new InvalidDataException($"Node {i} of a saved tree leads nowhere.");
                }

                seen[place] = true;
            }
        }
    }
}

/// <summary>One split of a tree.</summary>
/// <param name="Column">Encoded column.</param>
/// <param name="Threshold">NaN for a split on categories.</param>
/// <param name="Left">What hangs to the left: a node when ≥ 0, leaf ~Left otherwise.</param>
/// <param name="Right">The same to the right.</param>
internal readonly record struct TreeNode(int Column, float Threshold, int Left, int Right, bool MissingLeft)
{
    public bool IsCategorical => float.IsNaN(Threshold);
}
