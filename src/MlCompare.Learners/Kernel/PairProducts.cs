using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Products with the kernel matrix of all pairs of rows, made tile by tile and thrown away. A tile off the diagonal serves both of its sides, so
/// that a product takes half of the kernel values.
/// </summary>
internal sealed class PairProducts(KernelRows rows, KernelForm form, double bandwidth, int threads, CancellationToken cancel)
{
    // Side of a tile: a megabyte of kernel values, which stay in a second-level cache between the two products.
    private const int Side = 512;

    // Sums kept apart: fixed, so that the result does not depend on the number of threads.
    private const int Parts = 8;

    /// <summary>K·V.</summary>
    /// <param name="vectors">rows × <paramref name="columns"/>, row-major.</param>
    public double[] Times(float[] vectors, int columns)
    {
        int count = rows.Count, sides = (count + Side - 1) / Side;
        float[][] parts = new float[Parts][];
        Stripes.Run(Parts, threads, cancel, part =>
        {
            float[] sums = parts[part] = new float[count * columns], tile = new float[Side * Side];
            for (int top = 0, at = 0; top < sides; top++)
            {
                for (int left = top; left < sides; left++, at++)
                {
                    if (at % Parts == part)
                    {
                        cancel.ThrowIfCancellationRequested();
                        Add(top * Side, left * Side, tile, vectors, columns, sums);
                    }
                }
            }
        });
        double[] all = new double[count * columns];
        foreach (float[] part in parts)
        {
            for (int p = 0; p < all.Length; p++)
            {
                all[p] += part[p];
            }
        }

        return all;
    }

    private void Add(int top, int left, float[] tile, float[] vectors, int columns, float[] sums)
    {
        int height = Math.Min(Side, rows.Count - top), width = Math.Min(Side, rows.Count - left);
        rows.Values(rows, top, height, left, left + width, form, bandwidth, tile, Side);
        Gemm.Run(false, false, height, columns, width, 1, tile, Side, vectors.AsSpan(left * columns), columns, 1, sums.AsSpan(top * columns), columns);
        if (left > top)
        {
            Gemm.Run(true, false, width, columns, height, 1, tile, Side, vectors.AsSpan(top * columns), columns, 1, sums.AsSpan(left * columns), columns);
        }
    }
}
