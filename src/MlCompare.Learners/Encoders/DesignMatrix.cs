namespace MlCompare.Learners.Encoders;

/// <summary>
/// Encoded rows as numbers: a dense part (rows × <paramref name="denseWidth"/>, row-major, never NaN) and, when there are texts, a
/// sparse part beside it. Either may be empty.
/// </summary>
public sealed class DesignMatrix(int count, int denseWidth, float[] dense, SparseRows? sparse)
{
    /// <summary>Number of rows.</summary>
    public int Count { get; } = count;

    public int DenseWidth { get; } = denseWidth;

    public float[] Dense { get; } = dense;

    /// <summary>Dense columns that encode one feature, in their order; each by itself if not said.</summary>
    internal int[] DenseWidths { get; init; } = [.. Enumerable.Repeat(1, denseWidth)];

    public SparseRows? Sparse { get; } = sparse;

    /// <summary>Columns of both parts; sparse column j is feature <see cref="DenseWidth"/> + j.</summary>
    public int Width => DenseWidth + (Sparse?.Width ?? 0);

    public ReadOnlySpan<float> DenseRow(int row) => Dense.AsSpan(row * DenseWidth, DenseWidth);

    /// <summary>A copy of the given rows, in their order.</summary>
    public DesignMatrix Select(ReadOnlySpan<int> rows)
    {
        float[] some = new float[rows.Length * DenseWidth];
        for (int i = 0; i < rows.Length; i++)
        {
            DenseRow(rows[i]).CopyTo(some.AsSpan(i * DenseWidth));
        }

        return new DesignMatrix(rows.Length, DenseWidth, some, Sparse?.Select(rows)) { DenseWidths = DenseWidths };
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(DenseWidth);
        NumberArrays.Save<float>(writer, Dense);
        writer.Write(Sparse is not null);
        Sparse?.Save(writer);
    }

    internal static DesignMatrix Load(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt32(), NumberArrays.Load<float>(reader), reader.ReadBoolean() ? SparseRows.Load(reader) : null);
}

/// <summary>
/// Compressed sparse rows: the entries of row i are <paramref name="columns"/> and <paramref name="values"/> from
/// <paramref name="starts"/>[i] up to, not including, <paramref name="starts"/>[i + 1]; columns ascend within a row.
/// </summary>
public sealed class SparseRows(int width, int[] starts, int[] columns, float[] values)
{
    // What a saved model may claim: an index of so many columns takes 16 MiB.
    private const int MostColumns = 1 << 22;

    public int Width { get; } = width;

    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(starts[row], starts[row + 1] - starts[row]);

    public ReadOnlySpan<float> Values(int row) => values.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>A copy of the given rows, in their order.</summary>
    public SparseRows Select(ReadOnlySpan<int> rows)
    {
        int[] ends = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            ends[i + 1] = ends[i] + Columns(rows[i]).Length;
        }

        var (some, weights) = (new int[ends[^1]], new float[ends[^1]]);
        for (int i = 0; i < rows.Length; i++)
        {
            Columns(rows[i]).CopyTo(some.AsSpan(ends[i]));
            Values(rows[i]).CopyTo(weights.AsSpan(ends[i]));
        }

        return new SparseRows(Width, ends, some, weights);
    }

    /// <summary>The same entries with their values times a factor.</summary>
    public SparseRows Times(float factor) => new(Width, starts, columns, [.. values.Select(value => value * factor)]);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Width);
        NumberArrays.Save(writer, starts);
        NumberArrays.Save(writer, columns);
        NumberArrays.Save(writer, values);
    }

    /// <exception cref="InvalidDataException">The entries are no rows of this width.</exception>
    public static SparseRows Load(BinaryReader reader)
    {
        int width = reader.ReadInt32();
        int[] starts = NumberArrays.Load<int>(reader), columns = NumberArrays.Load<int>(reader);
        float[] values = NumberArrays.Load<float>(reader);
        bool sound = width is >= 0 and <= MostColumns && starts.Length > 0 && starts[0] == 0 && starts[^1] == columns.Length && columns.Length == values.Length
            && starts.Zip(starts.Skip(1)).All(pair => pair.First <= pair.Second) && columns.All(column => column >= 0 && column < width);
        return sound ? new SparseRows(width, starts, columns, values) : throw new InvalidDataException($"Sparse rows of width {width} do not fit together.");
    }
}
