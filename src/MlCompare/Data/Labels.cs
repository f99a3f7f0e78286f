using System.Collections.Immutable;

namespace MlCompare.Data;

/// <summary>What is to be predicted, one a row: class codes for classification, real numbers for regression.</summary>
public sealed class Labels
{
    private readonly int[]? classes;
    private readonly double[]? values;

    private Labels(TaskKind task, int[]? classes, double[]? values, ImmutableArray<string> classNames)
    {
        Task = task;
        this.classes = classes;
        this.values = values;
        ClassNames = classNames;
    }

    public TaskKind Task { get; }

    /// <summary>Names of the classes in the order of their codes; empty for regression.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>Number of classes; 0 for regression.</summary>
    public int ClassCount => ClassNames.Length;

    /// <summary>Number of rows.</summary>
    public int Count => classes?.Length ?? values!.Length;

    /// <summary>Codes 0 … <see cref="ClassCount"/>−1.</summary>
    /// <exception cref="InvalidOperationException">The task is regression.</exception>
    public int[] Classes => classes ?? throw new InvalidOperationException("Regression labels have no classes.");

    /// <summary>Targets in the data's own unit.</summary>
    /// <exception cref="InvalidOperationException">The task is classification.</exception>
    public double[] Values => values ?? throw new InvalidOperationException("Class labels have no values.");

    public static Labels OfClasses(int[] classes, ImmutableArray<string> classNames) => new(
        classNames.Length == 2 ? TaskKind.Binary : TaskKind.Multiclass, classes, null, classNames);

    public static Labels OfValues(double[] values) => new(TaskKind.Regression, null, values, []);

    /// <summary>New labels holding the given rows in the given order.</summary>
    public Labels Select(ReadOnlySpan<int> rows)
    {
        if (classes is not null)
        {
            int[] picked = new int[rows.Length];
            for (int i = 0; i < picked.Length; i++)
            {
                picked[i] = classes[rows[i]];
            }

            return new Labels(Task, picked, null, ClassNames);
        }

        double[] pickedValues = new double[rows.Length];
        for (int i = 0; i < pickedValues.Length; i++)
        {
            pickedValues[i] = values![rows[i]];
        }

        return new Labels(Task, null, pickedValues, ClassNames);
    }

    /// <summary>The same classes with other codes (same length), for interventions on labels.</summary>
    public Labels WithClasses(int[] codes) => new(Task, codes, null, ClassNames);

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public Labels Head(int count) => count == Count ? this : Select(Enumerable.Range(0, count).ToArray());
}
