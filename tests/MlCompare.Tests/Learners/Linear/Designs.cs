using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Linear;

/// <summary>Small random design matrices.</summary>
internal static class Designs
{
    /// <summary>Standard normal dense numbers and, beside them, sparse ones of which about a third is set.</summary>
    public static DesignMatrix Random(int rows, int dense, int sparse, ulong seed)
    {
        Rng rng = new(seed);
        float[] values = [.. Enumerable.Range(0, rows * dense).Select(_ => (float)rng.NextGaussian())];
        return new DesignMatrix(rows, dense, values, sparse == 0 ? null : Sparse(rows, sparse, rng));
    }

    /// <summary>All features of a row, sparse ones written out.</summary>
    public static double[] Row(DesignMatrix matrix, int row)
    {
        double[] all = new double[matrix.Width];
        for (int j = 0; j < matrix.DenseWidth; j++)
        {
            all[j] = matrix.DenseRow(row)[j];
        }

        for (int e = 0; matrix.Sparse is { } sparse && e < sparse.Columns(row).Length; e++)
        {
            all[matrix.DenseWidth + sparse.Columns(row)[e]] = sparse.Values(row)[e];
        }

        return all;
    }

    /// <summary>A table of numeric columns with the dense numbers.</summary>
    public static FeatureTable Table(DesignMatrix matrix) => new(Modality.Tabular, Enumerable.Range(0, matrix.DenseWidth).Select(j =>
        new NumericColumn($"x{j}", [.. Enumerable.Range(0, matrix.Count).Select(i => matrix.DenseRow(i)[j])])));

    private static SparseRows Sparse(int rows, int width, Rng rng)
    {
        int[] starts = new int[rows + 1];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < width; j++)
            {
                if (rng.NextDouble() < 0.3)
                {
                    columns.Add(j);
                    values.Add((float)rng.NextDouble());
                }
            }

            starts[i + 1] = columns.Count;
        }

        return new SparseRows(width, starts, [.. columns], [.. values]);
    }
}
