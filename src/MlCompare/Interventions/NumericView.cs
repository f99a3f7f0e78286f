using MlCompare.Data;

namespace MlCompare.Interventions;

/// <summary>
/// A plain numeric view of features of any kind, for noise that depends on them: numbers standardised, categories as indicators of the
/// 32 most frequent levels, words counted in 64 hashed places, images averaged to at most 8 × 8, sounds as the log energy of 32
/// equal frames. Made to place rows near or far from each other, not to learn from.
/// </summary>
/// <param name="reference">
/// Rows that scales and levels are taken from: the test rows, which are the same whatever the number of training rows.
/// </param>
public sealed class NumericView(FeatureTable reference)
{
    private const double Limit = 10;

    private readonly NumericViewPart[] parts = [.. reference.Columns.Select(NumericViewPart.Of)];

    /// <summary>Numbers a row.</summary>
    public int Width { get; } = reference.Columns.Sum(column => NumericViewPart.Of(column).Width);

    /// <summary>Rows × <see cref="Width"/>, row-major; finite, inside ± 10; what is missing is 0.</summary>
    public float[] Of(FeatureTable features)
    {
        float[] view = new float[features.Count * Width];
        int offset = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            NumericViewPart part = parts[i];
            (double[] mean, double[] scale) = part.Standardised ? Moments(part, reference.Columns[i]) : (new double[part.Width], Ones(part.Width));
            double[] values = new double[part.Width];
            for (int row = 0; row < features.Count; row++)
            {
                part.Fill(features.Columns[i], row, values);
                for (int j = 0; j < values.Length; j++)
                {
                    double value = (values[j] - mean[j]) / scale[j];
                    view[row * Width + offset + j] = double.IsFinite(value) ? (float)Math.Clamp(value, -Limit, Limit) : 0;
                }
            }

            offset += part.Width;
        }

        return view;
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static (double[] Mean, double[] Scale) Moments(NumericViewPart part, Column column)
    {
        double[] sums = new double[part.Width], squares = new double[part.Width], counts = new double[part.Width];
        double[] values = new double[part.Width];
        foreach (bool second in new[] { false, true })
        {
            for (int row = 0; row < column.Count; row++)
            {
                part.Fill(column, row, values);
                for (int j = 0; j < values.Length; j++)
                {
                    if (double.IsFinite(values[j]) && second)
                    {
                        double centred = values[j] - sums[j] / counts[j];
                        squares[j] += centred * centred;
                    }
                    else if (double.IsFinite(values[j]))
                    {
                        sums[j] += values[j];
                        counts[j]++;
                    }
                }
            }
        }

        double[] mean = [.. sums.Select((sum, j) => counts[j] > 0 ? sum / counts[j] : 0)];
        double[] scale = [.. squares.Select((square, j) => square > 0 ? Math.Sqrt(square / counts[j]) : 1)];
        return (mean, scale);
    }
}
