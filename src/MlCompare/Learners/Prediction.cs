namespace MlCompare.Learners;

/// <summary>Predictions for some rows.</summary>
/// <param name="Values">
/// Rows × <paramref name="Columns"/>, row-major: class probabilities (finite, in [0, 1], each row summing to 1) or, with one
/// column, the predicted target in its own unit.
/// </param>
/// <param name="Columns">Number of classes; 1 for regression.</param>
public sealed record Prediction(double[] Values, int Columns)
{
    public int Count => Values.Length / Columns;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The most probable class; the lowest code wins a tie.</summary>
    public int Class(int row)
    {
        ReadOnlySpan<double> values = Row(row);
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
            {
                best = k;
            }
        }

        return best;
    }
}
