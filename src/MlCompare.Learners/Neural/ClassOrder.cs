namespace MlCompare.Learners.Neural;

/// <summary>
/// The classes that occur in training, numbered by their first row: training then cannot depend on the codes, and relabelling the
/// classes permutes the predictions exactly.
/// </summary>
internal sealed class ClassOrder
{
    private readonly int[] codes;
    private readonly int classCount;
    private readonly double absentProbability;

    private ClassOrder(int[] codes, int classCount, double absentProbability)
    {
        this.codes = codes;
        this.classCount = classCount;
        this.absentProbability = absentProbability;
    }

    /// <summary>Number of classes that occur.</summary>
    public int Count => codes.Length;

    public int ClassCount => classCount;

    /// <summary>The order, and the number in it of each row's class.</summary>
    public static (ClassOrder Order, int[] Numbers) Of(int[] classes, int classCount)
    {
        int[] numberOf = new int[classCount];
        Array.Fill(numberOf, -1);
        List<int> codes = [];
        int[] numbers = new int[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            if (numberOf[classes[i]] < 0)
            {
                numberOf[classes[i]] = codes.Count;
                codes.Add(classes[i]);
            }

            numbers[i] = numberOf[classes[i]];
        }

        // A class that n rows did not show gets the share of one in n + K: never more than the likeliest class that occurs.
        return (new ClassOrder([.. codes], classCount, 1.0 / (classes.Length + classCount)), numbers);
    }

    /// <summary>Probabilities by class code from those of the classes that occur.</summary>
    public void Spread(ReadOnlySpan<double> occurring, Span<double> all)
    {
        all.Fill(absentProbability);
        double rest = 1 - absentProbability * (classCount - codes.Length);
        for (int k = 0; k < codes.Length; k++)
        {
            all[codes[k]] = rest * occurring[k];
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(classCount);
        writer.Write(absentProbability);
        writer.Write(codes.Length);
        foreach (int code in codes)
        {
            writer.Write(code);
        }
    }

    public static ClassOrder Load(BinaryReader reader)
    {
        int classCount = reader.ReadInt32();
        double absent = reader.ReadDouble();
        int[] codes = new int[reader.ReadInt32()];
        for (int k = 0; k < codes.Length; k++)
        {
            codes[k] = reader.ReadInt32();
        }

        return new ClassOrder(codes, classCount, absent);
    }
}
