using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Labels as the solver sees them: classes by their number in the order of first rows, absent ones left out; real targets with mean 0
/// and standard deviation 1.
/// </summary>
internal sealed class LinearTargets
{
    private readonly float[] values = [];

    public LinearTargets(Labels labels)
    {
        Rows = labels.Count;
        if (labels.Task == TaskKind.Regression)
        {
            Scale = TargetScale.Of(labels.Values);
            values = [.. Scale.Standardise(labels.Values).Select(value => (float)value)];
        }
        else
        {
            (Order, Classes) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        }
    }

    private LinearTargets(LinearTargets whole, int[] rows)
    {
        (Rows, Order, Scale) = (rows.Length, whole.Order, whole.Scale);
        Classes = whole.Classes is { } classes ? [.. rows.Select(row => classes[row])] : null;
        values = whole.Classes is null ? [.. rows.Select(row => whole.values[row])] : [];
    }

    public int Rows { get; }

    /// <summary>The classes that occur; null for regression.</summary>
    public ClassOrder? Order { get; }

    /// <summary>Number of each row's class; null for regression.</summary>
    public int[]? Classes { get; }

    /// <summary>What the targets were standardised by; null for classes.</summary>
    public TargetScale? Scale { get; }

    public bool IsRegression => Order is null;

    /// <summary>Standardised targets.</summary>
    public ReadOnlySpan<float> Values => values;

    public LinearTargets Select(int[] rows) => new(this, rows);

    public ILinearLoss Loss() => Classes is null
        ? new SquaredLoss(values)
        : Order!.Count == 2 ? new LogisticLoss(Classes) : new SoftmaxLoss(Classes, Order.Count);
}
