namespace MlCompare.Learners.Boosting;

/// <summary>
/// A regression tree as a flat array of nodes, node 0 the root. Numbers go left when ≤ the threshold, categories when their bit is
/// set, missing values (and levels never seen) as the node says.
/// </summary>
/// <param name="nodes">Splits; none when the tree is one leaf.</param>
/// <param name="levels">Node → bits of the levels that go left; null for a split on numbers.</param>
/// <param name="values">Leaf → what it adds to the score.</param>
internal sealed class Tree(TreeNode[] nodes, uint[]?[] levels, double[] values)
{
    public int Leaves => values.Length;

    /// <summary>The value of the leaf that this row falls into.</summary>
    /// <param name="row">One encoded row.</param>
    public double Value(ReadOnlySpan<float> row)
    {
        int next = nodes.Length == 0 ? ~0 : 0;
        while (next >= 0)
        {
            ref readonly TreeNode node = ref nodes[next];
            float value = row[node.Column];
            bool goesLeft = float.IsNaN(value) ? node.MissingLeft
                : node.IsCategorical ? (levels[next]![(int)value >> 5] >> ((int)value & 31) & 1) != 0
                : value <= node.Threshold;
            next = goesLeft ? node.Left : node.Right;
        }

        return values[~next];
    }

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

        foreach (double value in values)
        {
            writer.Write(value);
        }
    }

    public static Tree Load(BinaryReader reader)
    {
        TreeNode[] nodes = new TreeNode[reader.ReadInt32()];
        uint[]?[] levels = new uint[]?[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            int column = reader.ReadInt32();
            bool missingLeft = reader.ReadBoolean();
            int left = reader.ReadInt32();
            int right = reader.ReadInt32();
            uint[] bits = new uint[reader.ReadInt32()];
            float threshold = bits.Length > 0 ? float.NaN : reader.ReadSingle();
            for (int w = 0; w < bits.Length; w++)
            {
                bits[w] = reader.ReadUInt32();
            }

            nodes[i] = new TreeNode(column, threshold, left, right, missingLeft);
            levels[i] = bits.Length > 0 ? bits : null;
        }

        double[] values = new double[nodes.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return new Tree(nodes, levels, values);
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
