namespace MlCompare.Data;

/// <summary>
/// What a synthetic data set knows about its own rows: the exact conditional distribution of the label given the features.
/// Real data has none. Never given to a learner.
/// </summary>
/// <param name="Values">
/// Rows × <paramref name="Columns"/>, row-major: P(y = k | x) for classification, or E(y | x) in one column for regression.
/// </param>
/// <param name="Columns">Number of classes; 1 for regression.</param>
/// <param name="NoiseVariance">Regression: Var(y | x), which is the Bayes mean squared error; 0 for classification.</param>
public sealed record Truth(double[] Values, int Columns, double NoiseVariance = 0)
{
    public int Count => Values.Length / Columns;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The truth of the given rows in the given order.</summary>
    public Truth Select(ReadOnlySpan<int> rows)
    {
        double[] picked = new double[rows.Length * Columns];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.AsSpan(i * Columns));
        }

        return this with { Values = picked };
    }
}
