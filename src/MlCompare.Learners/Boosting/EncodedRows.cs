namespace MlCompare.Learners.Boosting;

/// <summary>Encoded rows: count × width numbers, row-major; NaN is missing, categories are codes of local levels.</summary>
internal sealed class EncodedRows(float[] values, int count, int width)
{
    public int Width { get; } = width;

    public int Count { get; } = count;

    public float[] Values => values;

    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Width, Width);
}
