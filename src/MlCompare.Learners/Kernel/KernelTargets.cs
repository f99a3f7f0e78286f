using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// What the kernel is fitted to: for classes that occur one column each, 1 in the row's class and 0 elsewhere, minus the class's share
/// (all columns alike, so that renaming the classes only moves them); for regression the standardised target.
/// </summary>
internal sealed class KernelTargets
{
    private readonly int[]? classes;
    private readonly double[] shares;

    public KernelTargets(Labels labels)
    {
        if (labels.Task == TaskKind.Regression)
        {
            Scale = TargetScale.Of(labels.Values);
            double[] standard = Scale.Standardise(labels.Values);
            (Values, Columns, shares) = ([.. standard.Select(value => (float)value)], 1, []);
            return;
        }

        (Order, classes) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        (Columns, shares) = (Order.Count, Order.Shares);
        Values = new float[labels.Count * Columns];
        for (int p = 0; p < Values.Length; p++)
        {
            Values[p] = (float)((classes[p / Columns] == p % Columns ? 1 : 0) - shares[p % Columns]);
        }
    }

    private KernelTargets(KernelTargets all, int count)
    {
        (Order, Scale, Columns, shares) = (all.Order, all.Scale, all.Columns, all.shares);
        (Values, classes) = (all.Values[..(count * Columns)], all.classes?[..count]);
    }

    /// <summary>Rows × <see cref="Columns"/>, row-major.</summary>
    public float[] Values { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Values.Length / Columns;

    /// <summary>Number of classes that occur; 1 for regression.</summary>
    public int Columns { get; }

    /// <summary>The class of each column; null for regression.</summary>
    public ClassOrder? Order { get; }

    /// <summary>What the targets were standardised by; null for classes.</summary>
    public TargetScale? Scale { get; }

    /// <summary>The first rows, centred and scaled as all are.</summary>
    public KernelTargets Head(int count) => new(this, count);

    /// <summary>
    /// Mean loss of scores for rows from <paramref name="first"/> on that were left out: log loss of the calibrated probabilities, or
    /// the squared error of the standardised target.
    /// </summary>
    public double Loss(double[] scores, int first, int count) => classes is null
        ? SquaredError(scores, first, count)
        : Sharpness.LogLoss(scores, Columns, classes.AsSpan(first, count), Calibrate(scores, first, count));

    /// <summary>Mean over rows and columns; of classes a rougher measure than <see cref="Loss"/> that needs no calibration.</summary>
    public double SquaredError(double[] scores, int first, int count)
    {
        double sum = 0;
        for (int p = 0; p < count * Columns; p++)
        {
            double miss = scores[p] - Values[first * Columns + p];
            sum += miss * miss;
        }

        return sum / (count * Columns);
    }

    /// <summary>The primary measure of scores for rows that were left out: share of wrong classes, or RMSE in units of the target.</summary>
    public double Error(double[] scores, int first, int count)
    {
        if (classes is null)
        {
            return Math.Sqrt(SquaredError(scores, first, count)) * (Scale!.Restore(1) - Scale.Restore(0));
        }

        int wrong = 0;
        for (int i = 0; i < count; i++)
        {
            int best = 0;
            for (int k = 1; k < Columns; k++)
            {
                best = scores[i * Columns + k] + shares[k] > scores[i * Columns + best] + shares[best] ? k : best;
            }

            wrong += best == classes[first + i] ? 0 : 1;
        }

        return (double)wrong / count;
    }

    /// <summary>Takes out of leave-one-out scores of the last rows up to <paramref name="count"/> what <see cref="KernelSystem.Lean"/> says, in place; for classes.</summary>
    public void Straighten(double[] scores, double[] lean, int count)
    {
        int offset = (count - lean.Length) * Columns;
        for (int p = 0; p < scores.Length; p++)
        {
            scores[p] -= lean[p / Columns] * Values[offset + p];
        }
    }

    /// <summary>What makes probabilities of scores for rows that were left out; the scores are linked in place.</summary>
    public ScoreScale Probabilities(double[] scores, int first, int count)
    {
        Link(scores);
        return ScoreScale.Fit(scores, Columns, classes.AsSpan(first, count));
    }

    /// <summary>The same by one number, which is enough to compare kernels by.</summary>
    private double Calibrate(double[] scores, int first, int count)
    {
        Link(scores);
        return Sharpness.Fit(scores, Columns, classes.AsSpan(first, count));
    }

    private void Link(double[] scores)
    {
        for (int p = 0; p < scores.Length; p++)
        {
            scores[p] = Sharpness.Link(scores[p] + shares[p % Columns]);
        }
    }
}
