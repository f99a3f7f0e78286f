using MlCompare.Data;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Labels as the solver sees them. Classes are renumbered in the order in which the training rows first show them, so that no result
/// depends on their codes; classes without training rows take no part. Real targets get mean 0 and standard deviation 1.
/// </summary>
internal sealed class LinearTargets
{
    private readonly int[] codes = [];
    private readonly float[] values = [];

    public LinearTargets(Labels labels)
    {
        Rows = labels.Count;
        if (labels.Task == TaskKind.Regression)
        {
            Centre = labels.Values.Average();
            double deviation = Math.Sqrt(labels.Values.Average(value => (value - Centre) * (value - Centre)));
            Scale = deviation > 0 && double.IsFinite(deviation) ? deviation : 1;
            values = [.. labels.Values.Select(value => (float)((value - Centre) / Scale))];
            return;
        }

        Classes = [.. labels.Classes.Distinct()];
        int[] order = new int[labels.ClassCount];
        for (int k = 0; k < Classes.Length; k++)
        {
            order[Classes[k]] = k;
        }

        codes = [.. labels.Classes.Select(label => order[label])];
    }

    private LinearTargets(LinearTargets whole, int[] rows)
    {
        (Rows, Classes, Centre, Scale) = (rows.Length, whole.Classes, whole.Centre, whole.Scale);
        codes = whole.IsRegression ? [] : [.. rows.Select(row => whole.codes[row])];
        values = whole.IsRegression ? [.. rows.Select(row => whole.values[row])] : [];
    }

    public int Rows { get; }

    /// <summary>The label code of each class that occurs; empty for regression.</summary>
    public int[] Classes { get; } = [];

    public bool IsRegression => Classes.Length == 0;

    public double Centre { get; }

    public double Scale { get; } = 1;

    /// <summary>Standardised targets.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The group of a row for stratified folds; one group for regression.</summary>
    public int Stratum(int row) => IsRegression ? 0 : codes[row];

    public LinearTargets Select(int[] rows) => new(this, rows);

    public ILinearLoss Loss() => IsRegression
        ? new SquaredLoss(values)
        : Classes.Length == 2 ? new LogisticLoss(codes) : new SoftmaxLoss(codes, Classes.Length);
}
