using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Theory;

/// <summary>
/// Average gradient outer product of any model of numeric columns, M = mean over rows of Σ over outputs ∇f·∇fᵀ: its leading eigenvectors are the directions that the model uses
/// (Radhakrishnan et al. 2024). Slopes are central differences over half a decile to either side, so that trees, whose slopes are 0 almost everywhere, have some too; each
/// column counts in its own deciles.
/// </summary>
/// <param name="Values">Eigenvalues, descending.</param>
/// <param name="Directions">Eigenvectors as columns, in the order of the values.</param>
public sealed record GradientSpectrum(IReadOnlyList<double> Values, Matrix<double> Directions)
{
    /// <summary>Share of the first k eigenvalues in the sum of all; 0 for a model that is flat.</summary>
    public double TopShare(int k) => Values.Sum() is > 0 and var sum ? Values.Take(k).Sum() / sum : 0;

    /// <summary>(Σλ)² / Σλ²: how many directions are in use.</summary>
    public double ParticipationRatio => Math.Pow(Values.Sum(), 2) / Values.Sum(value => value * value);

    /// <summary>|P̂ − P|² / (2k) of the projectors on the first k directions and on the true ones: 0 when found, 1 when orthogonal.</summary>
    /// <param name="truth">Columns × k, orthonormal columns.</param>
    public double SubspaceError(Matrix<double> truth)
    {
        Matrix<double> found = Directions.SubMatrix(0, Directions.RowCount, 0, truth.ColumnCount);
        return Math.Pow((found.TransposeAndMultiply(found) - truth.TransposeAndMultiply(truth)).FrobeniusNorm(), 2) / (2 * truth.ColumnCount);
    }

    /// <exception cref="InputException">A column is not numeric.</exception>
    public static GradientSpectrum Of(IPredictor model, FeatureTable rows)
    {
        NumericColumn[] columns = [.. rows.Columns.OfType<NumericColumn>()];
        if (columns.Length < rows.Columns.Length)
        {
            throw new InputException("slopes need numbers", "gradient spectrum", "use data with numeric columns only");
        }

        int width = columns.Length, n = rows.Count;
        double[][] slopes = [.. Enumerable.Range(0, width).Select(Slopes)];
        int outputs = slopes[0].Length / n;
        Matrix<double> stacked = Matrix<double>.Build.Dense(n * outputs, width, (i, j) => slopes[j][i]);
        var eigen = (stacked.TransposeThisAndMultiply(stacked) / n).Evd(Symmetricity.Symmetric);
        return new GradientSpectrum(
            [.. eigen.EigenValues.Select(value => Math.Max(0, value.Real)).Reverse()],
            Matrix<double>.Build.DenseOfColumnVectors(eigen.EigenVectors.EnumerateColumns().Reverse()));

        double[] Slopes(int j)
        {
            double[] values = [.. columns[j].Values.Where(float.IsFinite).Select(value => (double)value)];
            double decile = values.Length == 0 ? 0 : (values.Quantile(0.9) - values.Quantile(0.1)) / 8;
            if (!(decile > 0))
            {
                return [.. model.Predict(rows).Values.Select(_ => 0.0)];
            }

            double[] up = Moved(j, decile / 2), down = Moved(j, -decile / 2);
            return [.. up.Zip(down, (high, low) => high - low)];
        }

        double[] Moved(int j, double by) => model.Predict(new FeatureTable(rows.Modality, columns.Select((column, c) =>
            c == j ? new NumericColumn(column.Name, [.. column.Values.Select(value => (float)(value + by))]) : column))).Values;
    }
}
