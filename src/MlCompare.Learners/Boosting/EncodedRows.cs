namespace MlCompare.Learners.Boosting;

/// <summary>Encoded rows: count × width numbers, row-major; NaN is missing, categories are codes of local levels.</summary>
internal sealed class EncodedRows(float[] values, int width)
{
    public float[] Values { get; } = values;

    public int Width { get; } = width;

    public int Count { get; } = width == 0 ? 0 : values.Length / width;

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}
