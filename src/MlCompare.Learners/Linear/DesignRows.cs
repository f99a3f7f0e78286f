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

    /// <summary>What one pass for one output costs, in dense multiplications.</summary>
    public static double Work(DesignMatrix matrix)
    {
        // A sparse entry is fetched from a place of its own: about four times as dear.
        double work = matrix.Dense.LongLength + 1;
        for (int i = 0; matrix.Sparse is { } sparse && i < matrix.Count; i++)
        {
            work += 4.0 * sparse.Columns(i).Length;
        }

        return work;
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
