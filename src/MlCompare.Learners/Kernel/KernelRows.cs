using System.Numerics;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Encoded rows with their squared lengths. Inner products of the dense parts go through <see cref="Gemm"/>, those of the sparse
/// parts through an index of terms. A row's product with itself takes the same path as with any other, so that equal rows are at
/// distance exactly 0.
/// </summary>
internal sealed class KernelRows
{
    private readonly float[] dense;
    private readonly int width;
    private readonly SparseRows? sparse;
    private readonly TermIndex? index;
    private readonly float[] squares;
    private readonly float[] sparseSquares;
    private readonly int[] widths;
    private ColumnComposition<float>? columns;
    private double[]? exactSquares;

    private KernelRows(float[] dense, int width, SparseRows? sparse, int count, int[] widths)
    {
        (this.dense, this.width, this.sparse, Count, this.widths) = (dense, width, sparse, count, widths);
        index = sparse is null ? null : new TermIndex(sparse);
        squares = new float[count];
        sparseSquares = new float[sparse is null ? 0 : count];
        for (int i = 0; i < count; i++)
        {
            if (sparse is not null)
            {
                sparseSquares[i] = LengthSquared(sparse, i);
            }

            squares[i] = LengthSquared(i);
        }
    }

    public int Count { get; }

    /// <summary>Columns of the dense part.</summary>
    public int Width => width;

    /// <summary>True when texts count too.</summary>
    public bool HasTerms => sparse is not null;

    /// <summary>Numbers that belong to one column.</summary>
    public int[] Widths => widths;

    /// <summary>Squared lengths of the sparse parts; empty without texts.</summary>
    public ReadOnlySpan<float> SparseSquares => sparseSquares;

    /// <summary>Terms of texts; null without texts.</summary>
    public SparseRows? Sparse => sparse;

    /// <summary>The dense part, row-major.</summary>
    public ReadOnlySpan<float> Dense => dense;

    /// <summary>All rows of a design matrix minus <paramref name="centre"/> in the dense part.</summary>
    public static KernelRows Of(DesignMatrix design, float[] centre, FeatureMetric? metric = null) =>
        Of(design, centre, [.. Enumerable.Range(0, design.Count)], metric);

    /// <summary>The given rows of a design matrix, in their order, minus <paramref name="centre"/> in the dense part.</summary>
    /// <param name="metric">Turns the dense part; null: as it is.</param>
    public static KernelRows Of(DesignMatrix design, float[] centre, ReadOnlySpan<int> rows, FeatureMetric? metric = null)
    {
        int width = design.DenseWidth;
        float[] dense = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = design.DenseRow(rows[i]);
            for (int j = 0; j < width; j++)
            {
                dense[i * width + j] = row[j] - centre[j];
            }
        }

        return new KernelRows(metric?.Apply(dense) ?? dense, width, design.Sparse?.Select(rows), rows.Length, design.DenseWidths);
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public KernelRows Head(int count) => count >= Count
        ? this
        : new KernelRows(dense[..(count * width)], width, sparse?.Select([.. Enumerable.Range(0, count)]), count, widths);

    /// <summary>
    /// Squared distances of <paramref name="count"/> rows of <paramref name="queries"/>, from <paramref name="first"/> on, to the rows
    /// of this from <paramref name="from"/> up to, not including, <paramref name="end"/>.
    /// </summary>
    /// <param name="target">count × (end − from), row-major.</param>
    public void SquaredDistances(KernelRows queries, int first, int count, int from, int end, Span<float> target, int stride)
    {
        int columns = end - from;
        if (width > 0)
        {
            Gemm.Run(
                false, true, count, columns, width, 1, queries.dense.AsSpan(first * width), width, dense.AsSpan(from * width), width, 0, target, stride);
        }

        for (int i = 0; i < count; i++)
        {
            Span<float> row = target.Slice(i * stride, columns);
            if (width == 0)
            {
                row.Clear();
            }

            index?.AddProducts(queries.sparse!, first + i, from, row);
            FromProducts(row, queries.squares[first + i], squares.AsSpan(from));
        }
    }

    /// <summary>Kernel values in place of the squared distances of <see cref="SquaredDistances"/>.</summary>
    public void Values(
        KernelRows queries, int first, int count, int from, int end, KernelForm form, double bandwidth, Span<float> target, int stride)
    {
        if (form.Interaction is null)
        {
            SquaredDistances(queries, first, count, from, end, target, stride);
            for (int i = 0; i < count; i++)
            {
                form.Apply(target.Slice(i * stride, end - from), queries.squares[first + i], squares.AsSpan(from), bandwidth);
            }

            return;
        }

        ColumnComposition<float> composition = LazyInitializer.EnsureInitialized(ref columns, () => new ColumnComposition<float>(dense, widths, Count));
        float[] texts = new float[sparse is null ? 0 : end - from];
        for (int i = first; i < first + count; i++)
        {
            if (sparse is not null)
            {
                TermDistances(queries.sparse!, i, queries.sparseSquares[i], from, texts);
            }

            composition.Values(queries.dense.AsSpan(i * width, width), texts, from, form, bandwidth, target.Slice((i - first) * stride, end - from));
        }
    }

    /// <summary>Turns the squared distances of a row to the rows from <paramref name="from"/> on into kernel values, in place.</summary>
    public void Apply(KernelForm form, int row, int from, Span<float> squared, double bandwidth) =>
        form.Apply(squared, squares[row], squares.AsSpan(from), bandwidth);

    /// <summary>Squared distances of the sparse part of a row, of the squared length given, to those of the rows from <paramref name="from"/> on.</summary>
    public void TermDistances(SparseRows queries, int query, float own, int from, Span<float> target)
    {
        target.Clear();
        index!.AddProducts(queries, query, from, target);
        FromProducts(target, own, sparseSquares.AsSpan(from));
    }

    /// <summary>The same in double precision.</summary>
    public void TermDistances(SparseRows queries, int query, double own, int from, Span<double> target)
    {
        double[] others = LazyInitializer.EnsureInitialized(ref exactSquares, () => [.. Enumerable.Range(0, Count).Select(row => ExactLengthSquared(sparse!, row))]);
        target.Clear();
        index!.AddProducts(queries, query, from, target);
        for (int j = 0; j < target.Length; j++)
        {
            target[j] = Math.Max(own + others[from + j] - 2 * target[j], 0);
        }
    }

    /// <summary>Squared length of a sparse row in double precision, term by term as its product with another row.</summary>
    public static double ExactLengthSquared(SparseRows sparse, int row)
    {
        double sum = 0;
        foreach (float value in sparse.Values(row))
        {
            sum += (double)value * value;
        }

        return sum;
    }

    /// <summary>Squared length of a sparse row, term by term as its product with another row.</summary>
    public static float LengthSquared(SparseRows sparse, int row)
    {
        float sum = 0;
        foreach (float value in sparse.Values(row))
        {
            sum += value * value;
        }

        return sum;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(width);
        NumberArrays.Save<int>(writer, widths);
        NumberArrays.Save(writer, dense);
        writer.Write(sparse is not null);
        sparse?.Save(writer);
    }

    public static KernelRows Load(BinaryReader reader)
    {
        int count = reader.ReadInt32(), width = reader.ReadInt32();
        int[] widths = NumberArrays.Load<int>(reader);
        float[] dense = NumberArrays.Load<float>(reader);
        if (count < 0 || width < 0 || (long)count * width != dense.Length)
        {
            throw new InvalidDataException($"{count} rows of {width} numbers are announced, and {dense.Length} numbers follow.");
        }

        SparseRows? sparse = reader.ReadBoolean() ? SparseRows.Load(reader) : null;
        return sparse is null || sparse.Count == count
            ? new KernelRows(dense, width, sparse, count, widths)
            : throw new InvalidDataException($"{count} rows are announced, and {sparse.Count} sparse ones follow.");
    }

    private float LengthSquared(int row)
    {
        Span<float> sum = [0];
        if (width > 0)
        {
            ReadOnlySpan<float> values = dense.AsSpan(row * width, width);
            Gemm.Run(false, true, 1, 1, width, 1, values, width, values, width, 0, sum, 1);
        }

        // Term by term as in a product with another row.
        foreach (float value in sparse is null ? [] : sparse.Values(row))
        {
            sum[0] += value * value;
        }

        return sum[0];
    }

    /// <summary>|x|² + |z|² − 2·x·z, at least 0; the two lengths first, so that equal rows cancel exactly.</summary>
    private static void FromProducts(Span<float> row, float own, ReadOnlySpan<float> others)
    {
        int lanes = Vector<float>.Count, j = 0;
        Vector<float> ownLanes = new(own);
        for (; j + lanes <= row.Length; j += lanes)
        {
            Vector<float> products = new(row[j..]);
            Vector.Max((ownLanes + new Vector<float>(others[j..])) - (products + products), Vector<float>.Zero).CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            row[j] = Math.Max((own + others[j]) - (row[j] + row[j]), 0);
        }
    }
}
