using System.Collections;

namespace MlCompare.Data.Rows;

/// <summary>
/// The images or sounds of a column, one array of values a row. Those of a folder are decoded when a row is asked for, and asked for
/// again, decoded again: read a row once where you can, and give back what you do not need.
/// </summary>
public abstract class ValueRows : IReadOnlyList<float[]>
{
    private protected ValueRows()
    {
    }

    public abstract int Count { get; }

    /// <summary>The values of a row. Nobody writes into them.</summary>
    /// <exception cref="InputException">Its file is gone, damaged, or another than when the data set was read.</exception>
    public virtual float[] this[int row] => Packed(row).Values();

    /// <summary>False where all rows are in memory.</summary>
    public abstract bool OnDemand { get; }

    /// <summary>How many values a row has, without decoding it.</summary>
    public abstract int LengthOf(int row);

    /// <summary>A row in as little room as it can have, for those who keep many.</summary>
    public abstract PackedValues Packed(int row);

    /// <summary>The given rows in the given order.</summary>
    public abstract ValueRows Select(ReadOnlySpan<int> rows);

    /// <summary>Each row made another one of the same length, at once or when it is asked for, as these rows are.</summary>
    /// <param name="change">From values and row; gives the same each time.</param>
    internal abstract ValueRows Change(Func<float[], int, float[]> change);

    public IEnumerator<float[]> GetEnumerator()
    {
        for (int row = 0; row < Count; row++)
        {
            yield return this[row];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Rows that are in memory.</summary>
    public static ValueRows Of(float[][] rows) => new InMemory(rows);

    /// <summary>Rows that are in memory, each in the room that it has.</summary>
    internal static ValueRows Of(PackedValues[] rows) => new Packs(rows);

    private sealed class InMemory(float[][] rows) : ValueRows
    {
        public override int Count => rows.Length;

        public override float[] this[int row] => rows[row];

        public override bool OnDemand => false;

        public override int LengthOf(int row) => rows[row].Length;

        public override PackedValues Packed(int row) => PackedValues.AsIs(rows[row]);

        public override ValueRows Select(ReadOnlySpan<int> picked) => new InMemory(Column.Pick(rows, picked));

        internal override ValueRows Change(Func<float[], int, float[]> change) => new InMemory([.. rows.Select(change)]);
    }

    private sealed class Packs(PackedValues[] rows) : ValueRows
    {
        public override int Count => rows.Length;

        public override bool OnDemand => false;

        public override int LengthOf(int row) => rows[row].Length;

        public override PackedValues Packed(int row) => rows[row];

        public override ValueRows Select(ReadOnlySpan<int> picked) => new Packs(Column.Pick(rows, picked));

        internal override ValueRows Change(Func<float[], int, float[]> change) => new Packs([.. rows.Select((packed, row) => PackedValues.Of(change(packed.Values(), row)))]);
    }
}
