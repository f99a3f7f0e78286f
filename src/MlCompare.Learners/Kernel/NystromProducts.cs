using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Products with the kernel matrix K between all rows and the first of them, the centres, made in blocks and thrown away: memory
/// grows with the rows, not with their pairs.
/// </summary>
internal sealed class NystromProducts(KernelRows rows, int centres, KernelForm form, double bandwidth, int threads, CancellationToken cancel)
{
    private const int BlockRows = 240;

    // Parts of the rows that are summed apart: fixed, so that the result does not depend on the number of threads.
    private const int Parts = 16;

    /// <summary>Kᵀ·(K·V) where V is centres × columns; or Kᵀ·Y where <paramref name="targets"/> (rows × columns) is given in place of K·V.</summary>
    public double[] Normal(float[]? vectors, float[]? targets, int columns)
    {
        double[][] parts = new double[Parts][];
        Stripes.Run(Parts, threads, cancel, part =>
        {
            double[] sums = parts[part] = new double[centres * columns];
            float[] block = new float[BlockRows * centres], products = new float[BlockRows * columns], sum = new float[centres * columns];
            int first = (int)((long)rows.Count * part / Parts), end = (int)((long)rows.Count * (part + 1) / Parts);
            for (int at = first; at < end; at += BlockRows)
            {
                cancel.ThrowIfCancellationRequested();
                int count = Math.Min(BlockRows, end - at);
                Kernel(at, count, block);
                ReadOnlySpan<float> inner = targets is null ? products : targets.AsSpan(at * columns, count * columns);
                if (vectors is not null)
                {
                    Gemm.Run(false, false, count, columns, centres, 1, block, centres, vectors, columns, 0, products, columns);
                }

                Gemm.Run(true, false, centres, columns, count, 1, block, centres, inner, columns, 0, sum, columns);
                for (int p = 0; p < sum.Length; p++)
                {
                    sums[p] += sum[p];
                }
            }
        });
        double[] all = new double[centres * columns];
        foreach (double[] part in parts)
        {
            for (int p = 0; p < all.Length; p++)
            {
                all[p] += part[p];
            }
        }

        return all;
    }

    /// <summary>Kernel values of some rows with all centres, count × centres.</summary>
    public void Kernel(int first, int count, float[] block) =>
        rows.Values(rows, first, count, 0, centres, form, bandwidth, block, centres);
}
