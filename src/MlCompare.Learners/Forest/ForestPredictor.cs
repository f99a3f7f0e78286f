using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Forest;

/// <summary>A fitted forest: the mean of its trees' answers, added in double in the order of the trees, row by row.</summary>
public sealed class ForestPredictor : IPredictor, IShapley, IGainImportance
{
    private const byte Version = 1;
    private const int BatchRows = 256;

    private readonly InputEncoding encoding;
    private readonly ForestHead head;
    private readonly ForestTree[] trees;
    private readonly double[] gains;

    internal ForestPredictor(InputEncoding encoding, ForestHead head, ForestTree[] trees, double[] gains, OutOfBag? outOfBag)
    {
        this.encoding = encoding;
        this.head = head;
        this.trees = trees;
        this.gains = gains;
        OutOfBag = outOfBag;
    }

    internal InputEncoding Encoding => encoding;

    internal ForestHead Head => head;

    internal IReadOnlyList<ForestTree> Members => trees;

    /// <summary>Trees; none when one class only occurs.</summary>
    public int Trees => trees.Length;

    /// <summary>The estimate from the rows that the trees did not see; null when each saw all.</summary>
    public OutOfBag? OutOfBag { get; }

    /// <summary>
    /// Raw input → share of the total decrease of impurity by splits on it: the columns of a table in their order, or the pixels of
    /// an image. Sums to 1, or is all 0 when no split was made.
    /// </summary>
    public IReadOnlyList<double> GainImportance => gains;

    public long Leaves => trees.Sum(tree => (long)tree.Tree.Leaves * head.Outputs);

    /// <summary>
    /// Contributions to the prediction itself. Shares are floats, whose sums are one only nearly: so nearly the contributions add up.
    /// </summary>
    public Attributions Attribute(FeatureTable features)
    {
        TreeAttribution attribution = new(features, encoding, head.Outputs);
        double[] sums = new double[head.Outputs];
        foreach (ForestTree tree in trees)
        {
            double[] values = new double[tree.Tree.Leaves * head.Outputs];
            for (int leaf = 0; leaf < tree.Tree.Leaves; leaf++)
            {
                tree.AddTo(leaf, values.AsSpan(leaf * head.Outputs, head.Outputs));
            }

            attribution.Add(tree.Tree, values, 0);
        }

        attribution.Expected.CopyTo(sums, 0);
        double[] bases = new double[head.Columns];
        head.Finish(sums, trees.Length, bases);
        return attribution.Finish(bases, head.Places(trees.Length), Link.Identity);
    }

    public Prediction Predict(FeatureTable features)
    {
        double[] values = new double[features.Count * head.Columns];
        int outputs = head.Outputs;
        double[] sums = new double[BatchRows * outputs];
        for (int first = 0; first < features.Count; first += BatchRows)
        {
            int count = Math.Min(BatchRows, features.Count - first);
            EncodedRows rows = encoding.Encode(features, first, count);
            Array.Clear(sums);
            foreach (ForestTree tree in trees)
            {
                for (int i = 0; i < count; i++)
                {
                    tree.AddTo(tree.Tree.Leaf(rows.Row(i)), sums.AsSpan(i * outputs, outputs));
                }
            }

            for (int i = 0; i < count; i++)
            {
                head.Finish(sums.AsSpan(i * outputs, outputs), trees.Length, values.AsSpan((first + i) * head.Columns, head.Columns));
            }
        }

        return new Prediction(values, head.Columns);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoding.Save(writer);
        head.Save(writer);
        NumberArrays.Save<double>(writer, gains);
        writer.Write(OutOfBag?.Rows ?? -1);
        writer.Write(OutOfBag?.Error ?? 0);
        writer.Write(trees.Length);
        foreach (ForestTree tree in trees)
        {
            tree.Save(writer);
        }
    }

    internal static ForestPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "forest");
        InputEncoding encoding = InputEncoding.Load(reader);
        ForestHead head = ForestHead.Load(reader);
        double[] gains = NumberArrays.Load<double>(reader);
        int rows = reader.ReadInt32();
        double error = reader.ReadDouble();
        ForestTree[] trees = new ForestTree[NumberArrays.Count(reader)];
        for (int t = 0; t < trees.Length; t++)
        {
            trees[t] = ForestTree.Load(reader);
        }

        return new ForestPredictor(encoding, head, trees, gains, rows < 0 ? null : new OutOfBag(rows, error));
    }
}
