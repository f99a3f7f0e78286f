using System.Numerics;
using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Σ weights · k(·, row) in double precision from the distances on: weights of a small ridge are large and cancel, and what float32 loses
/// of a distance between rows that are nearly the same comes out a thousand times as large.
/// </summary>
/// <param name="weights">Rows × columns, row-major.</param>
internal sealed class KernelExpansion(KernelRows rows, float[] weights, int columns, KernelForm form, double bandwidth)
{
    // Rows compared at a time: the kernel values of a batch with a part take half of a second-level cache of 1 MB.
    private const int BatchRows = 256, PartRows = 256;

    private ColumnComposition<double>? composition;

    /// <summary>Rows × columns, row-major.</summary>
    /// <param name="centre">What is taken off the dense part.</param>
    /// <param name="metric">Turns the dense part; null: as it is.</param>
    public double[] At(DesignMatrix design, float[] centre, FeatureMetric? metric)
    {
        double[] sums = new double[design.Count * columns], dense = new double[Math.Min(BatchRows, design.Count) * rows.Width];
        for (int first = 0; first < design.Count; first += BatchRows)
        {
            int count = Math.Min(BatchRows, design.Count - first);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = design.DenseRow(first + i);
                for (int j = 0; j < row.Length; j++)
                {
                    // In single precision, as the training rows were centred.
                    dense[i * row.Length + j] = row[j] - centre[j];
                }
            }

            metric?.Apply(dense, count);
            Add(dense, design.Sparse, first, count, sums.AsSpan(first * columns, count * columns));
        }

        return sums;
    }

    private void Add(double[] dense, SparseRows? sparse, int first, int count, Span<double> sums)
    {
        int stride = RowPanel.Padded(columns);
        RowPanel others = new(PartRows, rows.Width), shares = new(columns, PartRows);
        double[] values = new double[count * PartRows], part = new double[count * stride];
        float[] turned = new float[columns * PartRows];
        for (int from = 0; from < rows.Count; from += PartRows)
        {
            int size = Math.Min(PartRows, rows.Count - from);
            if (form.Interaction is null)
            {
                others.Fill(rows.Dense[(from * rows.Width)..], size, rows.Width);
                others.Products(dense, count, values, PartRows);
            }

            for (int i = 0; i < count; i++)
            {
                Span<double> row = values.AsSpan(i * PartRows, PartRows);
                Kernel(row[..size], dense.AsSpan(i * rows.Width, rows.Width), others.Squares, sparse, first + i, from);
                row[size..].Clear();
            }

            Array.Clear(turned);
            for (int k = 0; k < columns; k++)
            {
                for (int i = 0; i < size; i++)
                {
                    turned[k * PartRows + i] = weights[(from + i) * columns + k];
                }
            }

            shares.Fill(turned, columns, PartRows);
            shares.Products(values, count, part, stride);
            for (int i = 0; i < count; i++)
            {
                Span<double> own = sums.Slice(i * columns, columns);
                TensorPrimitives.Add(own, part.AsSpan(i * stride, columns), own);
            }
        }
    }

    /// <param name="row">Products of the dense parts; kernel values in the end.</param>
    /// <param name="others">Squared lengths of the dense parts of the rows compared with.</param>
    private void Kernel(Span<double> row, ReadOnlySpan<double> dense, ReadOnlySpan<double> others, SparseRows? sparse, int query, int from)
    {
        Span<double> texts = stackalloc double[sparse is null ? 0 : row.Length];
        double ownTexts = sparse is null ? 0 : KernelRows.ExactLengthSquared(sparse, query);
        if (sparse is not null)
        {
            rows.TermDistances(sparse, query, ownTexts, from, texts);
        }

        if (form.Interaction is not null)
        {
            LazyInitializer.EnsureInitialized(ref composition, () => new ColumnComposition<double>(rows.Dense, rows.Widths, rows.Count)).Values(dense, texts, from, form, bandwidth, row);
            return;
        }

        double own = RowPanel.Square(dense);
        FromProducts(row, own, others);
        Span<double> lengths = stackalloc double[row.Length];
        others.CopyTo(lengths);
        for (int j = 0; j < texts.Length; j++)
        {
            row[j] += texts[j];
            lengths[j] += rows.SparseSquares[from + j];
        }

        form.Apply(row, own + ownTexts, lengths, bandwidth);
    }

    /// <summary>|x|² + |z|² − 2·x·z, at least 0; the two lengths first, so that equal rows cancel exactly.</summary>
    private static void FromProducts(Span<double> row, double own, ReadOnlySpan<double> others)
    {
        int lanes = Vector<double>.Count, j = 0;
        for (; j + lanes <= row.Length; j += lanes)
        {
            Vector<double> products = new(row[j..]);
            Vector.Max(new Vector<double>(own) + new Vector<double>(others[j..]) - (products + products), Vector<double>.Zero).CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            row[j] = Math.Max(own + others[j] - (row[j] + row[j]), 0);
        }
    }
}
