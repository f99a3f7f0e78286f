using MlCompare.Learners.Boosting;

namespace MlCompare.Learners.Forest;

/// <summary>The training rows as bins, a byte each, column by column, without the columns that are constant.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Source">For each column kept, its number among the encoded columns.</param>
/// <param name="Bins">How the values of each column fall into bins.</param>
/// <param name="Codes">Column → row → bin.</param>
internal sealed record ForestTable(int Count, int[] Source, ColumnBins[] Bins, byte[][] Codes)
{
    /// <summary>Columns kept.</summary>
    public int Width => Source.Length;

    public static ForestTable Of(EncodedColumns columns, ForestOptions options, CancellationToken cancel)
    {
        List<int> source = [];
        List<ColumnBins> bins = [];
        List<byte[]> codes = [];
        Lazy<float[]> buffer = new(() => new float[columns.Count]);
        using FloatSort sort = new(columns.Count);
        for (int j = 0; j < columns.Width; j++)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<float> values = columns.Column(j, buffer);
            ColumnBins own = columns.Levels[j] > 0
                ? ColumnBins.OfLevels(values, columns.Levels[j], options.MaxBins, options.MinCategoryRows)
                : ColumnBins.OfNumbers(values, options.MaxBins, sort);
            if (own.Count < 2)
            {
                continue;
            }

            byte[] code = new byte[columns.Count];
            own.CodesOf(values, code);
            source.Add(j);
            bins.Add(own);
            codes.Add(code);
        }

        return new ForestTable(columns.Count, [.. source], [.. bins], [.. codes]);
    }
}
