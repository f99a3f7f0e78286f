using MlCompare.Data;

namespace MlCompare.Profiles;

/// <summary>
/// How far the numeric columns are from even bells, which is what distances and sums like best. That trees gain where columns are not is the finding of
/// McElfresh et al. 2023, of whom no formula is used; moments by definition, checked on a bell and on a log-normal column.
/// </summary>
/// <param name="Columns">Numeric columns that vary.</param>
/// <param name="MedianSkewness">Median of the absolute skewnesses.</param>
/// <param name="MedianKurtosis">Median of the excess kurtoses; 0 for a bell.</param>
/// <param name="HeavyTailed">Share of the columns with an excess kurtosis above 3, that of the Laplace distribution.</param>
public sealed record ColumnIrregularity(int Columns, double MedianSkewness, double MedianKurtosis, double HeavyTailed)
{
    private const double Laplace = 3;

    /// <summary>Null when no numeric column varies.</summary>
    internal static ColumnIrregularity? Of(FeatureTable features)
    {
        (double Skewness, double Kurtosis)[] shapes = [.. features.Columns.OfType<NumericColumn>().Select(column => Shape(column.Values)).OfType<(double, double)>()];
        return shapes.Length == 0
            ? null
            : new ColumnIrregularity(
                shapes.Length,
                Median([.. shapes.Select(shape => Math.Abs(shape.Skewness))]),
                Median([.. shapes.Select(shape => shape.Kurtosis)]),
                shapes.Count(shape => shape.Kurtosis > Laplace) / (double)shapes.Length);
    }

    private static (double Skewness, double Kurtosis)? Shape(float[] values)
    {
        double[] finite = [.. values.Where(float.IsFinite).Select(value => (double)value)];
        double mean = finite.DefaultIfEmpty(0).Average();
        double variance = finite.Select(value => Math.Pow(value - mean, 2)).DefaultIfEmpty(0).Average();
        return variance > 0
            ? (finite.Average(value => Math.Pow(value - mean, 3)) / Math.Pow(variance, 1.5), finite.Average(value => Math.Pow(value - mean, 4)) / (variance * variance) - 3)
            : null;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
    }
}
