using System.Collections;

namespace MlCompare.Data.Images;

/// <summary>
/// The images of a column, one array of height × width × channels values a row. Those of a folder are decoded when a row is asked for,
/// and asked for again, decoded again: read a row once where you can, and give back what you do not need.
/// </summary>
public abstract class PixelRows : IReadOnlyList<float[]>
{
    private protected PixelRows()
    {
    }

    public abstract int Count { get; }

    /// <summary>The values of a row. Nobody writes into them.</summary>
    /// <exception cref="InputException">Its file is gone, damaged, or another than when the data set was read.</exception>
    public virtual float[] this[int row] => Packed(row).Values();

    /// <summary>False where all rows are in memory.</summary>
    public abstract bool OnDemand { get; }

    /// <summary>A row in as little room as it can have, for those who keep many.</summary>
    public abstract PackedImage Packed(int row);

    /// <summary>The given rows in the given order.</summary>
    public abstract PixelRows Select(ReadOnlySpan<int> rows);

    public IEnumerator<float[]> GetEnumerator()
    {
        for (int row = 0; row < Count; row++)
        {
            yield return this[row];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Rows that are in memory.</summary>
    public static PixelRows Of(float[][] rows) => new InMemory(rows);

    private sealed class InMemory(float[][] rows) : PixelRows
    {
        public override int Count => rows.Length;

        public override float[] this[int row] => rows[row];

        public override bool OnDemand => false;

        public override PackedImage Packed(int row) => PackedImage.AsIs(rows[row]);

        public override PixelRows Select(ReadOnlySpan<int> picked) => new InMemory(Column.Pick(rows, picked));
    }
}
