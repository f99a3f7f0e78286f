using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// More levels than bins, spread over several columns: each holds the next most frequent levels and one more for "on another page".
/// Nearly all rows of a page share that one, so that all pages together are summed (sparsely) at the cost of about one column.
/// Levels seen too rarely share one place.
/// </summary>
/// <param name="ranks">Level → place in the order of frequency; the rare ones have the last.</param>
/// <param name="places">Number of different places.</param>
/// <param name="size">Places a page.</param>
internal sealed class LevelPages(int[] ranks, int places, int size)
{
    public int Count => (places + size - 1) / size;

    /// <summary>Null when one column has a bin for each level that is frequent enough.</summary>
    /// <param name="rows">Level → training rows.</param>
    public static LevelPages? For(int[] rows, int maxBins, int minRows)
    {
        int frequent = rows.Count(count => count >= minRows);
        if (frequent < maxBins)
        {
            return null;
        }

        int[] byFrequency = [.. Enumerable.Range(0, rows.Length).OrderByDescending(level => rows[level]).ThenBy(level => level)];
        int[] ranks = new int[rows.Length];
        for (int rank = 0; rank < ranks.Length; rank++)
        {
            ranks[byFrequency[rank]] = Math.Min(rank, frequent);
        }

        return new LevelPages(ranks, Math.Min(frequent + 1, ranks.Length), maxBins - 1);
    }

    /// <summary>Levels of one page, that of the other pages included.</summary>
    public int Levels(int page) => Elsewhere(page) + 1;

    public void Fill(int level, Span<float> row)
    {
        for (int page = 0; page < row.Length; page++)
        {
            int place = ranks[level] - page * size;
            row[page] = place >= 0 && place < size ? place : Elsewhere(page);
        }
    }

    public void Save(BinaryWriter writer)
    {
        NumberArrays.Save(writer, ranks);
        writer.Write(places);
        writer.Write(size);
    }

    public static LevelPages Load(BinaryReader reader) => new(NumberArrays.Load<int>(reader), reader.ReadInt32(), reader.ReadInt32());

    private int Elsewhere(int page) => Math.Min(size, places - page * size);
}
