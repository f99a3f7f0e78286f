using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>Encoded rows as a network reads them: dense numbers, expanded by the embedding as batches are gathered, and texts.</summary>
internal sealed class NetworkInputs(DesignMatrix design, PiecewiseLinearEmbedding embedding)
{
    public int Count => design.Count;

    /// <summary>Dense and sparse inputs of a row.</summary>
    public int Width => DenseWidth + (Sparse?.Width ?? 0);

    public int DenseWidth => embedding.Width;

    public SparseRows? Sparse => design.Sparse;

    /// <summary>Writes the dense inputs of the rows to <paramref name="dense"/> (rows × <see cref="DenseWidth"/>).</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<float> dense)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            embedding.Apply(design.DenseRow(rows[i]), dense.Slice(i * DenseWidth, DenseWidth));
        }
    }

    /// <summary>Mean over all rows of the squared length of dense and sparse inputs.</summary>
    public (double Dense, double Sparse) MeanSquaredLength()
    {
        double denseSum = 0, sparseSum = 0;
        float[] row = new float[DenseWidth];
        for (int i = 0; i < Count; i++)
        {
            embedding.Apply(design.DenseRow(i), row);
            denseSum += Squares(row);
            sparseSum += Sparse is null ? 0 : Squares(Sparse.Values(i));
        }

        return (denseSum / Count, sparseSum / Count);
    }

    private static double Squares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
