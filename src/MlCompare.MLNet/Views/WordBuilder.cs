using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Texts; each spelling is kept once. What repeats itself or is short is a category, by the same rule as for csv files.</summary>
internal sealed class WordBuilder(DataViewSchema.Column column, int rows) : ColumnBuilder
{
    /// <summary>As for csv files: a free text has so many words on average, and so many of its cells are distinct.</summary>
    private const double WordsOfText = 3, DistinctShareOfText = 0.5;

    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
    private readonly Growing<int> codes = new(rows);
    private ValueGetter<ReadOnlyMemory<char>>? getter;
    private ReadOnlyMemory<char> current;

    public override void Bind(DataViewRow row) => getter = row.GetGetter<ReadOnlyMemory<char>>(row.Schema[column.Index]);

    public override void Append()
    {
        getter!(ref current);
        int code = -1;
        if (!current.IsEmpty)
        {
            Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = codeOf.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(current.Span, out code))
            {
                code = codeOf.Count;
                codeOf.Add(current.ToString(), code);
            }
        }

        codes.Add(code);
    }

    public override IEnumerable<Column> Finish(bool? texts)
    {
        string[] spellings = [.. codeOf.Keys];
        codeOf.Clear();
        bool isText = texts ?? IsText(spellings, codes.Count);
        int[] whole = codes.Finish();
        return isText
            ? [new TextColumn(column.Name, Array.ConvertAll(whole, code => code < 0 ? null : spellings[code]))]
            : [Category(spellings, whole)];
    }

    private static bool IsText(string[] spellings, int count) =>
        spellings.Length > 0
        && spellings.Average(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length) >= WordsOfText
        && spellings.Length >= DistinctShareOfText * count;

    /// <summary>Levels in ordinal order, so that they do not depend on that of the rows.</summary>
    private CategoricalColumn Category(string[] spellings, int[] whole)
    {
        int[] order = [.. Enumerable.Range(0, spellings.Length).OrderBy(code => spellings[code], StringComparer.Ordinal)];
        int[] place = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        return new CategoricalColumn(column.Name, Array.ConvertAll(whole, code => code < 0 ? -1 : place[code]), [.. order.Select(code => spellings[code])]);
    }
}
