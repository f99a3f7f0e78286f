namespace MlCompare.Learners.Neural;

/// <summary>The rows of an embedding that a batch reads, in the order of their first use.</summary>
/// <param name="width">Numbers of a row.</param>
internal sealed class TouchedRows(int count, int width)
{
    private readonly int[] stamps = new int[count];
    private readonly List<int> rows = [];
    private int stamp;

    public int Width { get; } = width;

    public List<int> Rows => rows;

    public void Clear()
    {
        stamp++;
        rows.Clear();
    }

    /// <summary>True at the first use of the row since <see cref="Clear"/>.</summary>
    public bool Add(int row)
    {
        if (stamps[row] == stamp)
        {
            return false;
        }

        stamps[row] = stamp;
        rows.Add(row);
        return true;
    }
}
