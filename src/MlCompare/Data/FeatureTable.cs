using System.Collections.Immutable;

namespace MlCompare.Data;

/// <summary>
/// The features of some rows: one or more columns of equal length. A table has numeric, categorical and text columns; images,
/// texts and sounds have one column of their kind.
/// </summary>
public sealed class FeatureTable
{
    public FeatureTable(Modality modality, IEnumerable<Column> columns)
    {
        Modality = modality;
        Columns = [.. columns];
        if (Columns.Length == 0)
        {
            throw new ArgumentException("A feature table needs at least one column.", nameof(columns));
        }

        Count = Columns[0].Count;
        if (Columns.Any(column => column.Count != Count))
        {
            throw new ArgumentException("The columns of a feature table must have equal length.", nameof(columns));
        }
    }

    public Modality Modality { get; }

    public ImmutableArray<Column> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of raw inputs a row: columns of a table, pixels × channels of an image, 1 for a text or a sound.</summary>
    public int Width => Columns.Sum(column => column is ImageColumn image ? image.Height * image.Width * image.Channels : 1);

    /// <summary>A new table holding the given rows in the given order.</summary>
    public FeatureTable Select(ReadOnlySpan<int> rows)
    {
        Column[] picked = new Column[Columns.Length];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = Columns[i].Select(rows);
        }

        return new FeatureTable(Modality, picked);
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public FeatureTable Head(int count) => count == Count ? this : Select(Enumerable.Range(0, count).ToArray());
}
