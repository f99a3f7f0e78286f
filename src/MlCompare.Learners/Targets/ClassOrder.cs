using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Targets;

/// <summary>
/// The classes that occur in training, numbered by their first row: training then cannot depend on the codes, and relabelling the
/// classes permutes the predictions exactly.
/// </summary>
/// <param name="codes">Number of a class that occurs → its code.</param>
/// <param name="rows">Number of a class that occurs → its training rows.</param>
internal sealed class ClassOrder(int classCount, int[] codes, int[] rows)
{
    // A saved model that claims more would take memory for them at every prediction.
    private const int MostClasses = 1 << 16;

    // A class that n rows did not show gets the share of one in n + K: never more than the likeliest class that occurs, never
    // nothing (Laplace's rule of succession).
    private readonly double absent = 1.0 / (rows.Sum() + classCount);

    /// <summary>Number of classes that occur.</summary>
    public int Count => codes.Length;

    /// <summary>Number of classes, absent ones included.</summary>
    public int ClassCount => classCount;

    /// <summary>True when the class that occurs first has the higher code of the first two.</summary>
    public bool IsTurned => codes.Length > 1 && codes[0] > codes[1];

    /// <summary>The code of a class that occurs.</summary>
    public int CodeOf(int number) => codes[number];

    /// <summary>Share of the training rows of each class that occurs.</summary>
    public double[] Shares
    {
        get
        {
            double all = rows.Sum();
            return [.. rows.Select(count => count / all)];
        }
    }

    /// <summary>The order, and the number in it of each row's class.</summary>
    public static (ClassOrder Order, int[] Numbers) Of(int[] classes, int classCount)
    {
        int[] numberOf = new int[classCount];
        Array.Fill(numberOf, -1);
        List<int> codes = [], rows = [];
        int[] numbers = new int[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            if (numberOf[classes[i]] < 0)
            {
                numberOf[classes[i]] = codes.Count;
                codes.Add(classes[i]);
                rows.Add(0);
            }

            numbers[i] = numberOf[classes[i]];
            rows[numbers[i]]++;
        }

        return (new ClassOrder(classCount, [.. codes], [.. rows]), numbers);
    }

    /// <summary>Probabilities by class code from those of the classes that occur, which give up what the absent ones get.</summary>
    public void Spread(ReadOnlySpan<double> occurring, Span<double> all)
    {
        all.Fill(absent);
        double rest = 1 - absent * (classCount - codes.Length);
        for (int k = 0; k < codes.Length; k++)
        {
            all[codes[k]] = rest * occurring[k];
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(classCount);
        NumberArrays.Save(writer, codes);
        NumberArrays.Save(writer, rows);
    }

    /// <exception cref="InvalidDataException">More classes than there can be, or numbers that are no classes.</exception>
    public static ClassOrder Load(BinaryReader reader)
    {
        int classCount = reader.ReadInt32();
        int[] codes = NumberArrays.Load<int>(reader), rows = NumberArrays.Load<int>(reader);
        return classCount <= MostClasses && codes.Length == rows.Length && codes.All(code => code >= 0 && code < classCount)
            ? new ClassOrder(classCount, codes, rows)
            : throw new InvalidDataException($"The file says {classCount} classes, of which {codes.Length} occur: that cannot be.");
    }
}
