using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Linear;

/// <summary>The centred features X = U S Vᵀ of a ridge regression, decomposed through the smaller of XᵀX and XXᵀ.</summary>
internal sealed class CenteredFeatures
{
    // Rows whose products are summed in single precision before the sums go on in double.
    private const int BlockRows = 256;

    // Squared singular values below this share of the largest are rounding of the single-precision products.
    private const double Negligible = 1e-7;

    private readonly DesignMatrix matrix;
    private readonly CancellationToken cancel;
    private readonly double[] means;
    private readonly float[] dense;

    public CenteredFeatures(DesignMatrix matrix, CancellationToken cancel)
    {
        (this.matrix, this.cancel) = (matrix, cancel);
        double[] ones = new double[matrix.Count];
        Array.Fill(ones, 1.0 / matrix.Count);
        means = Transposed(ones);
        dense = new float[matrix.Dense.Length];
        for (int at = 0; at < dense.Length; at++)
        {
            dense[at] = (float)(matrix.Dense[at] - means[at % matrix.DenseWidth]);
        }
    }

    /// <summary>Squared singular values (the positive ones) and U, rows × their number, row-major.</summary>
    public (double[] Squares, double[] Left) Decompose() =>
        matrix.Sparse is null && matrix.DenseWidth < matrix.Count ? ByColumns() : ByRows();

    /// <summary>Xᵀ · <paramref name="dual"/>, which sums to 0, and the intercept that goes with it.</summary>
    public float[] Weights(double[] dual, double targetMean)
    {
        double[] weights = Transposed(dual);
        return [.. weights.Select(weight => (float)weight), (float)(targetMean - TensorPrimitives.Dot<double>(weights, means))];
    }

    private double[] Transposed(double[] dual)
    {
        double[] sums = new double[matrix.Width];
        for (int i = 0; i < matrix.Count; i++)
        {
            ReadOnlySpan<float> row = matrix.DenseRow(i);
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j] * dual[i];
            }

            for (int e = 0; matrix.Sparse is { } sparse && e < sparse.Columns(i).Length; e++)
            {
                sums[matrix.DenseWidth + sparse.Columns(i)[e]] += sparse.Values(i)[e] * dual[i];
            }
        }

        return sums;
    }

    private (double[] Squares, double[] Left) ByColumns()
    {
        int width = matrix.DenseWidth;
        double[] gram = new double[width * width];
        float[] block = new float[width * width];
        for (int first = 0; first < matrix.Count; first += BlockRows)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, matrix.Count - first);
            ReadOnlySpan<float> rows = dense.AsSpan(first * width, count * width);
            Gemm.Run(true, false, width, width, count, 1, rows, width, rows, width, 0, block, width);
            for (int at = 0; at < gram.Length; at++)
            {
                gram[at] += block[at];
            }
        }

        SymmetricEigen eigen = SymmetricEigen.Decompose(gram, width, cancel);
        int[] kept = Kept(eigen.Values);
        double[] left = new double[matrix.Count * kept.Length];
        double[] row = new double[width];
        for (int i = 0; i < matrix.Count; i++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(dense.AsSpan(i * width, width), row);
            for (int j = 0; j < kept.Length; j++)
            {
                left[i * kept.Length + j] =
                    TensorPrimitives.Dot<double>(row, eigen.Vectors.AsSpan(kept[j] * width, width)) / Math.Sqrt(eigen.Values[kept[j]]);
            }
        }

        return ([.. kept.Select(j => eigen.Values[j])], left);
    }

    private (double[] Squares, double[] Left) ByRows()
    {
        int n = matrix.Count;
        float[] products = new float[n * n];
        Gemm.Run(false, true, n, n, matrix.DenseWidth, 1, dense, matrix.DenseWidth, dense, matrix.DenseWidth, 0, products, n);
        double[] gram = [.. products.Select(product => (double)product)];
        if (matrix.Sparse is { } sparse)
        {
            SparseGram.Add(sparse, gram, cancel);
        }

        CentreBothSides(gram, n);
        SymmetricEigen eigen = SymmetricEigen.Decompose(gram, n, cancel);
        int[] kept = Kept(eigen.Values);
        double[] left = new double[n * kept.Length];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < kept.Length; j++)
            {
                left[i * kept.Length + j] = eigen.Vectors[kept[j] * n + i];
            }
        }

        return ([.. kept.Select(j => eigen.Values[j])], left);
    }

    private static int[] Kept(double[] values)
    {
        double least = Negligible * values.DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(0, values.Length).Where(j => values[j] > least)];
    }

    private static void CentreBothSides(double[] gram, int n)
    {
        double[] means = new double[n];
        for (int i = 0; i < n; i++)
        {
            means[i] = TensorPrimitives.Sum<double>(gram.AsSpan(i * n, n)) / n;
        }

        double mean = means.Average();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                gram[i * n + j] += mean - means[i] - means[j];
            }
        }
    }
}
