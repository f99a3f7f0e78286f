using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>Copies some rows of a design matrix, for folds.</summary>
internal static class DesignRows
{
    public static DesignMatrix Select(DesignMatrix matrix, int[] rows)
    {
        float[] dense = new float[rows.Length * matrix.DenseWidth];
        for (int i = 0; i < rows.Length; i++)
        {
            matrix.DenseRow(rows[i]).CopyTo(dense.AsSpan(i * matrix.DenseWidth));
        }

        return new DesignMatrix(rows.Length, matrix.DenseWidth, dense, matrix.Sparse is { } sparse ? Select(sparse, rows) : null);
    }

    /// <summary>Numbers stored: the multiplications of one pass for one output.</summary>
    public static long Entries(DesignMatrix matrix)
    {
        long entries = matrix.Dense.LongLength;
        for (int i = 0; matrix.Sparse is { } sparse && i < matrix.Count; i++)
        {
            entries += sparse.Columns(i).Length;
        }

        return entries;
    }

    private static SparseRows Select(SparseRows sparse, int[] rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            starts[i + 1] = starts[i] + sparse.Columns(rows[i]).Length;
        }

        int[] columns = new int[starts[^1]];
        float[] values = new float[starts[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            sparse.Columns(rows[i]).CopyTo(columns.AsSpan(starts[i]));
            sparse.Values(rows[i]).CopyTo(values.AsSpan(starts[i]));
        }

        return new SparseRows(sparse.Width, starts, columns, values);
    }
}
