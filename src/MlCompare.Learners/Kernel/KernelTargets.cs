using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// What the kernel is fitted to: for classes one column each, 1 in the row's class and 0 elsewhere, minus the class's share (all
/// columns alike, so that renaming the classes only moves them); for regression the standardised target.
/// </summary>
internal sealed class KernelTargets
{
    private KernelTargets(float[] values, int columns, double[] centre, double scale, int[]? classes)
    {
        (Values, Columns, Centre, Scale, Classes) = (values, columns, centre, scale, classes);
    }

    /// <summary>Rows × <see cref="Columns"/>, row-major.</summary>
    public float[] Values { get; }

    /// <summary>Number of classes; 1 for regression.</summary>
    public int Columns { get; }

    /// <summary>What was subtracted from each column.</summary>
    public double[] Centre { get; }

    /// <summary>Regression: what the centred target was divided by; 1 for classes.</summary>
    public double Scale { get; }

    /// <summary>Class of each row; null for regression.</summary>
    public int[]? Classes { get; }

    /// <summary>Targets of the given rows in their order.</summary>
    public static KernelTargets Of(Labels labels, int[] rows) =>
        labels.Task == TaskKind.Regression ? OfValues(labels.Values, rows) : OfClasses(labels.Classes, labels.ClassCount, rows);

    /// <summary>
    /// Mean loss of scores for rows from <paramref name="first"/> on that were left out: log loss of the calibrated probabilities, or
    /// the squared error of the standardised target.
    /// </summary>
    public double Loss(double[] scores, int first, int count)
    {
        if (Classes is not null)
        {
            double sharpness = Calibrate(scores, first, count);
            return Temperature.LogLoss(scores, Columns, Classes.AsSpan(first, count), sharpness);
        }

        return SquaredError(scores, first, count);
    }

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

    /// <summary>Adds the class shares to centred scores, links them, in place, and fits their sharpness.</summary>
    public double Calibrate(double[] scores, int first, int count)
    {
        for (int p = 0; p < scores.Length; p++)
        {
            scores[p] = Temperature.Link(scores[p] + Centre[p % Columns]);
        }

        return Temperature.Fit(scores, Columns, Classes.AsSpan(first, count));
    }

    private static KernelTargets OfClasses(int[] codes, int count, int[] rows)
    {
        int[] classes = [.. rows.Select(row => codes[row])];
        double[] share = new double[count];
        foreach (int code in classes)
        {
            share[code]++;
        }

        for (int k = 0; k < count; k++)
        {
            share[k] /= rows.Length;
        }

        float[] values = new float[rows.Length * count];
        for (int p = 0; p < values.Length; p++)
        {
            values[p] = (float)((classes[p / count] == p % count ? 1 : 0) - share[p % count]);
        }

        return new KernelTargets(values, count, share, 1, classes);
    }

    private static KernelTargets OfValues(double[] targets, int[] rows)
    {
        double[] values = [.. rows.Select(row => targets[row])];
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        double scale = deviation > 0 ? deviation : 1;
        return new KernelTargets([.. values.Select(value => (float)((value - mean) / scale))], 1, [mean], scale, null);
    }
}
