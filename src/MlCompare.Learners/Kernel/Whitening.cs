using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>What distances between rows are measured by.</summary>
public enum KernelMetric
{
    /// <summary>The encoded features as they are.</summary>
    Plain,
    /// <summary>Mahalanobis distance: directions in which training rows vary little count as much as those in which they vary much.</summary>
    Whitened,
}

/// <summary>
/// The inverse of the covariance of the dense features, shrunk towards a multiple of the identity by as much as the rows are too few
/// to know it (Ledoit and Wolf 2004).
/// </summary>
internal static class Whitening
{
    /// <summary>The metric of the first <paramref name="head"/> rows; null where nothing varies.</summary>
    public static FeatureMetric? Fit(DesignMatrix design, float[] centre, int head, CancellationToken cancel)
    {
        int width = design.DenseWidth;
        KernelRows rows = KernelRows.Of(design, centre, [.. Enumerable.Range(0, head)]);
        double[]? inverse = Inverse(Covariance(rows.Dense, head, width, cancel), width, cancel);
        return inverse is null ? null : FeatureMetric.Of(inverse, width, 1, cancel);
    }

    /// <summary>Of centred rows.</summary>
    public static double[] Covariance(ReadOnlySpan<float> dense, int count, int width, CancellationToken cancel)
    {
        float[] products = new float[width * width];
        Gemm.Run(true, false, width, width, count, 1, dense, width, dense, width, 0, products, width, cancel);
        double[] covariance = [.. products.Select(value => (double)value / count)];
        double mean = Enumerable.Range(0, width).Sum(j => covariance[j * width + j]) / width, size = covariance.Sum(value => value * value), fourth = 0;
        for (int i = 0; i < count; i++)
        {
            double length = 0;
            foreach (float value in dense.Slice(i * width, width))
            {
                length += (double)value * value;
            }

            fourth += length * length;
        }

        // Spread of the covariance around its mean diagonal, and how much of it is chance.
        double spread = size - width * mean * mean, chance = (fourth / count - size) / count;
        double share = spread > 0 ? Math.Clamp(chance / spread, 0, 1) : 1;
        for (int p = 0; p < covariance.Length; p++)
        {
            covariance[p] = (1 - share) * covariance[p] + (p / width == p % width ? share * mean : 0);
        }

        return covariance;
    }

    private static double[]? Inverse(double[] matrix, int width, CancellationToken cancel)
    {
        // Features that never vary leave zeros where there is nothing to shrink: float32 knows no less than this share of the largest.
        double floor = 1e-7 * Enumerable.Range(0, width).Select(j => matrix[j * width + j]).DefaultIfEmpty().Max();
        for (int j = 0; j < width; j++)
        {
            matrix[j * width + j] += floor;
        }

        if (width == 0 || DoubleCholesky.Factor(matrix, width, cancel) >= 0)
        {
            return null;
        }

        double[] inverse = new double[width * width];
        for (int j = 0; j < width; j++)
        {
            inverse[j * width + j] = 1;
            DoubleCholesky.Solve(matrix, width, inverse.AsSpan(j * width, width));
        }

        return inverse;
    }
}
