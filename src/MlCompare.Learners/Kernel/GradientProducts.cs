using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Average gradient outer product of a kernel expansion over its own rows: with d the distance, the gradient of output c at x is
/// −(1/L)·Σⱼ aⱼ·exp(−d/L)·(x − xⱼ)/d for the Laplace kernel, rows at distance 0 left out, and −(1/L²)·Σⱼ aⱼ·exp(−d²/2L²)·(x − xⱼ) for
/// the Gaussian one (Radhakrishnan et al. 2024, recursive feature machines).
/// </summary>
internal static class GradientProducts
{
    private const int BlockRows = 120;

    // Parts of the rows that are summed apart: fixed, so that the result does not depend on the number of threads.
    private const int Parts = 8;

    private const float Nothing = 1e-10f;

    /// <param name="weights">Of the first rows, as many as there are weights for, × <paramref name="columns"/>.</param>
    /// <param name="shape">Laplace or Gaussian.</param>
    /// <param name="centred">Whether the mean gradient of each output is taken off first.</param>
    /// <returns>Width × width, or its diagonal.</returns>
    public static double[] Mean(
        KernelRows rows, float[] weights, int columns, KernelShape shape, double bandwidth, MetricKind kind, bool centred, int threads, CancellationToken cancel)
    {
        int count = weights.Length / columns, width = rows.Width, size = kind == MetricKind.Full ? width * width : width;
        double scale = shape == KernelShape.Gaussian ? 1 / (bandwidth * bandwidth) : 1 / bandwidth;
        float[] spread = Spread(rows.Dense, weights, count, width, columns);
        double[][] parts = new double[Parts][];
        Stripes.Run(Parts, threads, cancel, part =>
        {
            // Products, then the gradients themselves: the mean of the latter is taken off at the end.
            double[] sums = parts[part] = new double[size + columns * width];
            float[] values = new float[BlockRows * count], gradients = new float[BlockRows * columns * (width + 1)];
            int first = (int)((long)count * part / Parts), end = (int)((long)count * (part + 1) / Parts);
            for (int at = first; at < end; at += BlockRows)
            {
                cancel.ThrowIfCancellationRequested();
                int height = Math.Min(BlockRows, end - at), across = columns * (width + 1);
                rows.SquaredDistances(rows, at, height, 0, count, values, count);
                Slopes(values.AsSpan(0, height * count), shape, bandwidth);
                Gemm.Run(false, false, height, across, count, 1, values, count, spread, across, 0, gradients, across);
                float[] whole = Gradients(gradients, rows.Dense, at, height, width, columns, scale);
                Add(whole, height * columns, width, kind, sums);
                for (int p = 0; p < height * columns * width; p++)
                {
                    sums[size + p % (columns * width)] += whole[p];
                }
            }
        });
        double[] mean = new double[size + columns * width];
        foreach (double[] part in parts)
        {
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += part[p] / count;
            }
        }

        return centred ? Centred(mean, size, columns, width) : mean[..size];
    }

    /// <summary>Mean products minus the products of the means, which stand behind them.</summary>
    private static double[] Centred(double[] mean, int size, int columns, int width)
    {
        for (int c = 0; c < columns; c++)
        {
            ReadOnlySpan<double> gradient = mean.AsSpan(size + c * width, width);
            for (int p = 0; p < size; p++)
            {
                mean[p] -= size == width ? gradient[p] * gradient[p] : gradient[p / width] * gradient[p % width];
            }
        }

        return mean[..size];
    }

    /// <summary>For each row and column: weight · x, then the weight itself.</summary>
    private static float[] Spread(ReadOnlySpan<float> dense, float[] weights, int count, int width, int columns)
    {
        float[] spread = new float[count * columns * (width + 1)];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < columns; c++)
            {
                float weight = weights[i * columns + c];
                for (int j = 0; j < width; j++)
                {
                    spread[at++] = weight * dense[i * width + j];
                }

                spread[at++] = weight;
            }
        }

        return spread;
    }

    /// <summary>Of squared distances: exp(−d/L)/d, 0 at distance 0, or exp(−d²/2L²).</summary>
    private static void Slopes(Span<float> squared, KernelShape shape, double bandwidth)
    {
        if (shape == KernelShape.Gaussian)
        {
            shape.Apply(squared, bandwidth);
            return;
        }

        float scale = (float)(-1 / bandwidth);
        for (int p = 0; p < squared.Length; p++)
        {
            float distance = MathF.Sqrt(squared[p]);
            squared[p] = distance < Nothing ? 0 : MathF.Exp(distance * scale) / distance;
        }
    }

    private static float[] Gradients(float[] sums, ReadOnlySpan<float> dense, int first, int height, int width, int columns, double scale)
    {
        float[] gradients = new float[height * columns * width];
        for (int r = 0; r < height * columns; r++)
        {
            int from = r * (width + 1);
            ReadOnlySpan<float> row = dense.Slice((first + r / columns) * width, width);
            for (int j = 0; j < width; j++)
            {
                gradients[r * width + j] = (sums[from + j] - sums[from + width] * row[j]) * (float)scale;
            }
        }

        return gradients;
    }

    private static void Add(float[] gradients, int count, int width, MetricKind kind, double[] sums)
    {
        if (kind == MetricKind.Full)
        {
            float[] square = new float[width * width];
            Gemm.Run(true, false, width, width, count, 1, gradients, width, gradients, width, 0, square, width);
            for (int p = 0; p < square.Length; p++)
            {
                sums[p] += square[p];
            }

            return;
        }

        for (int p = 0; p < gradients.Length; p++)
        {
            sums[p % width] += (double)gradients[p] * gradients[p];
        }
    }
}
