namespace MlCompare.Learners.Boosting;

/// <summary>
/// The bins of some columns, row by row: what a row adds to their histograms lies together, and these histograms fit into the first
/// cache. Measured with 50 columns: 0.40 ns for each row and column at any share of the rows, where column by column took 0.45 ns
/// for all rows and 1.1 ns for one row in a hundred.
/// </summary>
/// <param name="columns">Binned columns, ascending.</param>
internal sealed class CodePanel(int rows, int[] columns)
{
    /// <summary>2 KiB of packed sums a column, 32 in all.</summary>
    public const int MaxWidth = 16;

    public int[] Columns { get; } = columns;

    public int Width => Columns.Length;

    /// <summary>Row × width.</summary>
    public byte[] Codes { get; } = new byte[checked(rows * columns.Length)];

    /// <summary>Sets a column from the bin of every row.</summary>
    public void Set(int place, ReadOnlySpan<byte> column)
    {
        for (int i = 0, at = place; i < column.Length; i++, at += Width)
        {
            Codes[at] = column[i];
        }
    }
}
