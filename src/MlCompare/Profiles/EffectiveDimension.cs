using MathNet.Numerics.LinearAlgebra;

namespace MlCompare.Profiles;

/// <summary>In how many directions rows really vary.</summary>
/// <param name="Columns">Numbers a row, categories as indicators.</param>
/// <param name="Linear">Participation ratio of the covariance's eigenvalues, (Σλ)² / Σλ²: the width for equal ones, 1 for one that outdoes all.</param>
/// <param name="Local">
/// From the ratio of the distances to the second and the first neighbour, n / Σ ln(r₂/r₁) (Facco et al. 2017, by maximum likelihood): the dimension of
/// the sheet that rows lie on, however it is bent. Rows that occur twice are left out; null when none is left.
/// </param>
public sealed record EffectiveDimension(int Columns, double Linear, double? Local)
{
    internal static EffectiveDimension Of(float[] rows, int width, Neighbours neighbours)
    {
        int n = rows.Length / width;
        Matrix<double> values = Matrix<double>.Build.Dense(n, width, (i, j) => rows[i * width + j]);
        Vector<double> means = values.ColumnSums() / n;
        for (int j = 0; j < width; j++)
        {
            values.SetColumn(j, values.Column(j) - means[j]);
        }

        // Σλ is the trace and Σλ² the squared Frobenius norm: no eigenvalue need be known.
        Matrix<double> covariance = values.TransposeThisAndMultiply(values);
        double trace = covariance.Trace(), norm = covariance.FrobeniusNorm();
        double[] ratios = [.. neighbours.SquaredDistances.Where(d => d.Length > 1 && d[0] > 0 && double.IsFinite(d[1])).Select(d => 0.5 * Math.Log(d[1] / d[0]))];
        double sum = ratios.Sum();
        return new EffectiveDimension(width, norm > 0 ? trace * trace / (norm * norm) : 0, sum > 0 ? ratios.Length / sum : null);
    }
}
