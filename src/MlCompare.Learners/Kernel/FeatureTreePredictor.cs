using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>Feature machines on the leaves of a tree: a row is predicted by the machine of its part.</summary>
public sealed class FeatureTreePredictor : IPredictor
{
    // Not among the versions of KernelPredictor, so that files of single machines are told apart.
    private const byte Version = 101;

    private readonly FeatureTreeNode root;
    private readonly double[] shares;

    /// <param name="shares">Share of each class in all training rows; empty for regression.</param>
    internal FeatureTreePredictor(FeatureTreeNode root, double[] shares) => (this.root, this.shares) = (root, shares);

    internal FeatureTreeNode Root => root;

    /// <summary>Share of each class in all training rows; empty for regression.</summary>
    internal double[] Shares => shares;

    public string? Remark { get; init; }

    /// <summary>The machines, each with the metric that it learned.</summary>
    public IReadOnlyList<KernelPredictor> Machines => [.. root.Leaves.Select(leaf => leaf.Leaf!)];

    /// <summary>The directions across which the rows are cut, from the root down: encoded features' names and weights.</summary>
    public IReadOnlyList<IReadOnlyList<(string Feature, float Weight)>> Directions => [.. Splits(root).Select(
        split => split.Encoder.Names.Zip(split.Direction).ToArray())];

    public Prediction Predict(FeatureTable features)
    {
        int results = Math.Max(1, shares.Length);
        double[] values = new double[features.Count * results];
        Fill(root, features, [.. Enumerable.Range(0, features.Count)], values, results);
        return new Prediction(values, results);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        NumberArrays.Save<double>(writer, shares);
        root.Save(writer);
    }

    /// <summary>A tree, or a single machine.</summary>
    internal static IPredictor Load(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != Version)
        {
            return KernelPredictor.Load(reader, version);
        }

        double[] shares = NumberArrays.Load<double>(reader);
        return new FeatureTreePredictor(FeatureTreeNode.Load(reader), shares);
    }

    internal static double[] SharesOf(Labels labels)
    {
        double[] shares = new double[labels.ClassCount];
        for (int row = 0; shares.Length > 0 && row < labels.Count; row++)
        {
            shares[labels.Classes[row]] += 1.0 / labels.Count;
        }

        return shares;
    }

    private static IEnumerable<FeatureSplit> Splits(FeatureTreeNode node) =>
        node.Split is { } split ? [split, .. Splits(node.Low!), .. Splits(node.High!)] : [];

    private void Fill(FeatureTreeNode node, FeatureTable features, int[] rows, double[] values, int results)
    {
        if (rows.Length == 0)
        {
            return;
        }

        FeatureTable part = rows.Length == features.Count ? features : features.Select(rows);
        if (node.Split is { } split)
        {
            bool[] low = split.IsLow(part);
            Fill(node.Low!, features, [.. rows.Where((_, i) => low[i])], values, results);
            Fill(node.High!, features, [.. rows.Where((_, i) => !low[i])], values, results);
            return;
        }

        // One row's worth of doubt: a part may lack classes that occur elsewhere.
        double doubt = shares.Length > 0 ? 1.0 / (node.Rows + 1) : 0;
        double[] own = node.Leaf!.Predict(part).Values;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < results; k++)
            {
                values[rows[i] * results + k] = (1 - doubt) * own[i * results + k] + (doubt > 0 ? doubt * shares[k] : 0);
            }
        }
    }
}
