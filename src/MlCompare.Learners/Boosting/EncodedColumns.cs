namespace MlCompare.Learners.Boosting;

/// <summary>Gives the numbers of one encoded column, in the buffer (of one number a row) or from where they lie anyway.</summary>
internal delegate ReadOnlySpan<float> ColumnReader(int column, Lazy<float[]> buffer);

/// <summary>Encoded rows, read column by column so that numbers need no copy; NaN is missing, categories are codes of local levels.</summary>
/// <param name="levels">Column → number of levels; 0 for numbers.</param>
internal sealed class EncodedColumns(int count, int[] levels, ColumnReader reader)
{
    public int Count { get; } = count;

    public int Width => levels.Length;

    /// <summary>Column → number of levels; 0 for numbers.</summary>
    public int[] Levels => levels;

    /// <summary>One number a row; may lie in the buffer.</summary>
    public ReadOnlySpan<float> Column(int column, Lazy<float[]> buffer) => reader(column, buffer);
}
