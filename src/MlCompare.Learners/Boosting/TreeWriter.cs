namespace MlCompare.Learners.Boosting;

/// <summary>Collects the nodes of a tree while it grows and turns bins back into thresholds and levels.</summary>
internal sealed class TreeWriter(ColumnBins[] columns, int[] source)
{
    private readonly List<Split> splits = [];
    private readonly List<int> left = [];
    private readonly List<int> right = [];

    /// <summary>Appends a node whose children will be linked later, and returns its number.</summary>
    public int Add(Split split)
    {
        splits.Add(split);
        left.Add(0);
        right.Add(0);
        return splits.Count - 1;
    }

    /// <summary>Says what hangs below a node: a node when ≥ 0, leaf ~child otherwise.</summary>
    public void Link(int node, bool toLeft, int child) => (toLeft ? left : right)[node] = child;

    public Tree ToTree(double[] values, double[] covers)
    {
        TreeNode[] nodes = new TreeNode[splits.Count];
        uint[]?[] levels = new uint[]?[splits.Count];
        for (int i = 0; i < splits.Count; i++)
        {
            ColumnBins bins = columns[splits[i].Column];
            BinSet set = splits[i].LeftBins;
            levels[i] = bins.IsCategorical ? LeftLevels(bins, set) : null;
            float threshold = bins.IsCategorical ? float.NaN : Threshold(bins, set);
            nodes[i] = new TreeNode(source[splits[i].Column], threshold, left[i], right[i], set.Contains(bins.ValueBins));
        }

        return new Tree(nodes, levels, values, covers);
    }

    private static float Threshold(ColumnBins bins, BinSet set)
    {
        int last = bins.ValueBins - 1;
        while (!set.Contains(last))
        {
            last--;
        }

        return last < bins.Uppers.Length ? bins.Uppers[last] : float.PositiveInfinity;
    }

    private static uint[] LeftLevels(ColumnBins bins, BinSet set)
    {
        uint[] bits = new uint[(bins.LevelBins.Length + 31) / 32];
        for (int level = 0; level < bins.LevelBins.Length; level++)
        {
            if (set.Contains(bins.LevelBins[level]))
            {
                bits[level >> 5] |= 1u << (level & 31);
            }
        }

        return bits;
    }
}
