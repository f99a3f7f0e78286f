using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>Inner products of all pairs of sparse rows.</summary>
internal static class SparseGram
{
    /// <summary>Adds them to <paramref name="gram"/> (rows × rows).</summary>
    public static void Add(SparseRows sparse, double[] gram, CancellationToken cancel)
    {
        int n = sparse.Count;
        float[] spread = new float[sparse.Width];
        for (int i = 0; i < n; i++)
        {
            cancel.ThrowIfCancellationRequested();
            Write(sparse, i, spread, clear: false);
            for (int j = 0; j <= i; j++)
            {
                double product = 0;
                ReadOnlySpan<int> columns = sparse.Columns(j);
                ReadOnlySpan<float> values = sparse.Values(j);
                for (int e = 0; e < columns.Length; e++)
                {
                    product += (double)values[e] * spread[columns[e]];
                }

                gram[i * n + j] += product;
                gram[j * n + i] += i == j ? 0 : product;
            }

            Write(sparse, i, spread, clear: true);
        }
    }

    private static void Write(SparseRows sparse, int row, float[] spread, bool clear)
    {
        ReadOnlySpan<int> columns = sparse.Columns(row);
        for (int e = 0; e < columns.Length; e++)
        {
            spread[columns[e]] = clear ? 0 : sparse.Values(row)[e];
        }
    }
}
