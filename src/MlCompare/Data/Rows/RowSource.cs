namespace MlCompare.Data.Rows;

/// <summary>Rows that are made when they are asked for: decoded from their files, or changed from other ones.</summary>
internal abstract class RowSource
{
    /// <summary>The values of one row, the same each time.</summary>
    public abstract PackedValues Make(int item);

    /// <summary>How many values it has; nothing is made for that.</summary>
    public abstract int Length(int item);

    /// <summary>All of them as the rows of a column.</summary>
    public ValueRows Rows(int count) => new OnDemandRows(this, [.. Enumerable.Range(0, count)], RowCache.Shared);
}

/// <summary>Some rows of a source in some order.</summary>
internal sealed class OnDemandRows(RowSource source, int[] items, RowCache cache) : ValueRows
{
    public RowSource Source => source;

    public int[] Items => items;

    public override int Count => items.Length;

    public override bool OnDemand => true;

    public override int LengthOf(int row) => source.Length(items[row]);

    public override PackedValues Packed(int row) => cache.Get(source, items[row]);

    public override ValueRows Select(ReadOnlySpan<int> rows) => new OnDemandRows(source, Column.Pick(items, rows), cache);

    internal override ValueRows Change(Func<float[], int, float[]> change) => new Changed(this, change).Rows(Count);

    private sealed class Changed(ValueRows rows, Func<float[], int, float[]> change) : RowSource
    {
        public override PackedValues Make(int item) => PackedValues.Of(change(rows[item], item));

        public override int Length(int item) => rows.LengthOf(item);
    }
}
