using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>Cost of a margin violation and width of the kernel.</summary>
internal sealed record SvmChoice(double C, double Gamma);

/// <summary>Training rows (numbers of rows) and rows to score.</summary>
internal sealed record SvmSplit(int[] Train, int[] Held);

/// <summary>What a worker needs: rows, labels, and which machines to train on which of them.</summary>
/// <param name="Classes">Classes that occur, numbered from 0 by first occurrence; 0 for regression.</param>
/// <param name="Choices">Each is trained on each split; the last one on all rows too when <paramref name="KeepsModel"/>.</param>
internal sealed record SvmRequest(
    DesignMatrix Design,
    double[] Labels,
    int Classes,
    SvmShape Shape,
    bool Precomputed,
    double Epsilon,
    double Tolerance,
    double CacheMegabytes,
    SvmChoice[] Choices,
    SvmSplit[] Splits,
    bool KeepsModel)
{
    /// <summary>Numbers that score a row: one a pair of classes, in the order (0, 1), (0, 2), …, (1, 2), …; 1 for regression.</summary>
    public int Scores => Classes == 0 ? 1 : Classes * (Classes - 1) / 2;

    public void Write(BinaryWriter writer)
    {
        writer.Write(Design.Count);
        writer.Write(Design.DenseWidth);
        NumberArrays.Save<float>(writer, Design.Dense);
        writer.Write(Design.Sparse is not null);
        Design.Sparse?.Save(writer);
        NumberArrays.Save<double>(writer, Labels);
        writer.Write(Classes);
        writer.Write((int)Shape);
        writer.Write(Precomputed);
        writer.Write(Epsilon);
        writer.Write(Tolerance);
        writer.Write(CacheMegabytes);
        NumberArrays.Save<double>(writer, Choices.SelectMany(choice => (double[])[choice.C, choice.Gamma]).ToArray());
        writer.Write(Splits.Length);
        foreach (SvmSplit split in Splits)
        {
            NumberArrays.Save<int>(writer, split.Train);
            NumberArrays.Save<int>(writer, split.Held);
        }

        writer.Write(KeepsModel);
    }

    public static SvmRequest Read(BinaryReader reader)
    {
        int count = reader.ReadInt32(), width = reader.ReadInt32();
        float[] dense = NumberArrays.Load<float>(reader);
        DesignMatrix design = new(count, width, dense, reader.ReadBoolean() ? SparseRows.Load(reader) : null);
        double[] labels = NumberArrays.Load<double>(reader);
        int classes = reader.ReadInt32();
        SvmShape shape = (SvmShape)reader.ReadInt32();
        bool precomputed = reader.ReadBoolean();
        double epsilon = reader.ReadDouble(), tolerance = reader.ReadDouble(), cache = reader.ReadDouble();
        SvmChoice[] choices = [.. NumberArrays.Load<double>(reader).Chunk(2).Select(pair => new SvmChoice(pair[0], pair[1]))];
        SvmSplit[] splits = new SvmSplit[reader.ReadInt32()];
        for (int i = 0; i < splits.Length; i++)
        {
            splits[i] = new SvmSplit(NumberArrays.Load<int>(reader), NumberArrays.Load<int>(reader));
        }

        return new SvmRequest(design, labels, classes, shape, precomputed, epsilon, tolerance, cache, choices, splits, reader.ReadBoolean());
    }
}
