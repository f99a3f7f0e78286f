namespace MlCompare.Learners.Boosting;

/// <summary>
/// A regression tree as flat arrays. Node 0 is the root; a child is a node when ≥ 0 and leaf ~child otherwise. Numbers go left when
/// ≤ the threshold, categories when their bit is set, missing values (and levels never seen) as the node says.
/// </summary>
/// <param name="columns">Node → encoded column.</param>
/// <param name="thresholds">Node → threshold; NaN for a split on categories.</param>
/// <param name="levels">Node → bits of the levels that go left; null for a split on numbers.</param>
/// <param name="values">Leaf → what it adds to the score.</param>
internal sealed class Tree(
    int[] columns, float[] thresholds, uint[]?[] levels, bool[] missingLeft, int[] left, int[] right, double[] values)
{
    public int Leaves => values.Length;

    public int Nodes => columns.Length;

    /// <summary>The value of the leaf that this row falls into.</summary>
    /// <param name="row">One encoded row.</param>
    public double Value(ReadOnlySpan<float> row)
    {
        int node = columns.Length == 0 ? ~0 : 0;
        while (node >= 0)
        {
            float value = row[columns[node]];
            bool goesLeft = float.IsNaN(value) ? missingLeft[node]
                : levels[node] is { } bits ? (bits[(int)value >> 5] >> ((int)value & 31) & 1) != 0
                : value <= thresholds[node];
            node = goesLeft ? left[node] : right[node];
        }

        return values[~node];
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            writer.Write(columns[i]);
            writer.Write(missingLeft[i]);
            writer.Write(left[i]);
            writer.Write(right[i]);
            writer.Write(levels[i]?.Length ?? 0);
            if (levels[i] is not { } bits)
            {
                writer.Write(thresholds[i]);
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
        int count = reader.ReadInt32();
        int[] columns = new int[count], left = new int[count], right = new int[count];
        float[] thresholds = new float[count];
        bool[] missingLeft = new bool[count];
        uint[]?[] levels = new uint[]?[count];
        for (int i = 0; i < count; i++)
        {
            columns[i] = reader.ReadInt32();
            missingLeft[i] = reader.ReadBoolean();
            left[i] = reader.ReadInt32();
            right[i] = reader.ReadInt32();
            uint[] bits = new uint[reader.ReadInt32()];
            thresholds[i] = bits.Length > 0 ? float.NaN : reader.ReadSingle();
            for (int w = 0; w < bits.Length; w++)
            {
                bits[w] = reader.ReadUInt32();
            }

            levels[i] = bits.Length > 0 ? bits : null;
        }

        double[] values = new double[count + 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return new Tree(columns, thresholds, levels, missingLeft, left, right, values);
    }
}
