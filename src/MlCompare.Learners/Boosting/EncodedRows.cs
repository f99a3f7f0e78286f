namespace MlCompare.Learners.Boosting;

/// <summary>Encoded rows: count × width numbers, row-major; NaN is missing, categories are codes of local levels.</summary>
internal sealed class EncodedRows(float[] values, int count, int width)
{
    public int Width { get; } = width;

    public int Count { get; } = count;

    /// <summary>Copies one column.</summary>
    public void CopyColumn(int column, Span<float> target)
    {
        for (int i = 0; i < Count; i++)
        {
            target[i] = values[i * Width + column];
        }
    }

    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Width, Width);
}
