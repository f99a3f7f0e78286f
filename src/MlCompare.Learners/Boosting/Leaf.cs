namespace MlCompare.Learners.Boosting;

/// <summary>Rows that are together while a tree grows.</summary>
/// <param name="Total">Sums over the rows that the tree grows on.</param>
/// <param name="Start">Where these begin in the partition.</param>
/// <param name="Follows">Where the rows that follow begin.</param>
/// <param name="Followers">How many these are.</param>
/// <param name="Depth">Splits above.</param>
/// <param name="Parent">Node above; −1 for the root.</param>
/// <param name="IsLeft">Which side of it.</param>
/// <param name="Bounds">What bounds the leaves below, while the tree grows.</param>
/// <param name="LastBounds">The same for leaves that are renewed.</param>
/// <param name="Columns">Columns that splits may use.</param>
internal sealed record Leaf(
    Sums Total, int Start, int Follows, int Followers, int Depth, int Parent, bool IsLeft, Bounds Bounds, Bounds LastBounds, int[] Columns)
{
    public int[] Columns { get; set; } = Columns;

    public Histogram? Histogram { get; set; }

    public Split? Best { get; set; }

    public double Value { get; set; }
}
