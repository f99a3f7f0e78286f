using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>A cut of the rows across a direction of their encoded features.</summary>
internal sealed record FeatureSplit(FeatureEncoder Encoder, float[] Direction, float Threshold)
{
    /// <summary>Where rows lie along a direction.</summary>
    public static float[] Along(FeatureEncoder encoder, float[] direction, FeatureTable features)
    {
        DesignMatrix design = encoder.Transform(features);
        float[] along = new float[design.Count];
        for (int i = 0; i < along.Length; i++)
        {
            // In double and in order: a row alone lies where it lies among others.
            double sum = 0;
            ReadOnlySpan<float> row = design.DenseRow(i);
            for (int j = 0; j < row.Length; j++)
            {
                sum += (double)row[j] * direction[j];
            }

            along[i] = (float)sum;
        }

        return along;
    }

    public bool[] IsLow(FeatureTable features) => [.. Along(Encoder, Direction, features).Select(value => value < Threshold)];
}

/// <summary>A leaf with its machine, or a cut with two parts.</summary>
internal sealed class FeatureTreeNode
{
    private FeatureTreeNode()
    {
    }

    public KernelPredictor? Leaf { get; private init; }

    /// <summary>Training rows of a leaf.</summary>
    public int Rows { get; private init; }

    public FeatureSplit? Split { get; private init; }

    public FeatureTreeNode? Low { get; private init; }

    public FeatureTreeNode? High { get; private init; }

    public IEnumerable<FeatureTreeNode> Leaves => Leaf is null ? Low!.Leaves.Concat(High!.Leaves) : [this];

    public static FeatureTreeNode Of(KernelPredictor leaf, int rows) => new() { Leaf = leaf, Rows = rows };

    public static FeatureTreeNode Of(FeatureSplit split, FeatureTreeNode low, FeatureTreeNode high) => new() { Split = split, Low = low, High = high };

    public void Save(BinaryWriter writer)
    {
        writer.Write(Rows);
        if (Leaf is not null)
        {
            Leaf.Save(writer);
            return;
        }

        Split!.Encoder.Save(writer);
        NumberArrays.Save(writer, Split.Direction);
        writer.Write(Split.Threshold);
        Low!.Save(writer);
        High!.Save(writer);
    }

    public static FeatureTreeNode Load(BinaryReader reader)
    {
        // A cut has no rows of its own.
        int rows = reader.ReadInt32();
        return rows > 0
            ? Of(KernelPredictor.Load(reader), rows)
            : Of(new FeatureSplit(FeatureEncoder.Load(reader), NumberArrays.Load<float>(reader), reader.ReadSingle()), Load(reader), Load(reader));
    }
}
