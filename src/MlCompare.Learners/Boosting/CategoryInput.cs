using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// A category as the number of its level among those seen in training (in the order of the data set's levels); levels never seen
/// are missing values. Ordered levels are split like numbers. More levels than bins fill several columns (<see cref="LevelPages"/>).
/// </summary>
internal sealed class CategoryInput : InputColumn
{
    public const byte Tag = 1;

    private readonly ImmutableArray<string> seen;
    private readonly bool ordered;
    private readonly LevelPages? pages;
    private readonly ImmutableArray<string> known;
    private readonly int[] knownNumbers;

    private CategoryInput(ImmutableArray<string> seen, bool ordered, LevelPages? pages, ImmutableArray<string> known)
    {
        this.seen = seen;
        this.ordered = ordered;
        this.pages = pages;
        this.known = known;
        knownNumbers = Numbers(seen, known);
    }

    /// <summary>True when there are more levels than bins.</summary>
    public bool IsPaged => pages is not null;

    /// <summary>Levels seen in training.</summary>
    public ImmutableArray<string> Seen => seen;

    public override int Width => pages?.Count ?? 1;

    public override byte Kind => Tag;

    public override int LevelsOf(int encoded) => pages?.Levels(encoded) ?? (ordered ? 0 : seen.Length);

    /// <summary>Levels in a given order.</summary>
    public static CategoryInput Of(ImmutableArray<string> seen) => new(seen, false, null, seen);

    public static CategoryInput Fit(CategoricalColumn column, int maxBins, int minRows)
    {
        int[] rows = new int[column.Levels.Length];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
            {
                rows[code]++;
            }
        }

        int[] occurring = [.. Enumerable.Range(0, rows.Length).Where(code => rows[code] > 0)];
        LevelPages? pages = column.Ordered ? null : LevelPages.For([.. occurring.Select(code => rows[code])], maxBins, minRows);
        return new CategoryInput([.. occurring.Select(code => column.Levels[code])], column.Ordered, pages, column.Levels);
    }

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        CategoricalColumn categories = As<CategoricalColumn>(column);
        int[] numbers = NumbersOf(categories);
        for (int i = 0; i < count; i++)
        {
            int code = categories.Codes[first + i];
            int number = code < 0 ? -1 : numbers[code];
            Span<float> row = target.AsSpan(i * stride + offset, Width);
            if (number < 0)
            {
                row.Fill(float.NaN);
            }
            else if (pages is null)
            {
                row[0] = number;
            }
            else
            {
                pages.Fill(number, row);
            }
        }
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(ordered);
        writer.Write(seen.Length);
        foreach (string level in seen)
        {
            writer.Write(level);
        }

        writer.Write(pages is not null);
        pages?.Save(writer);
    }

    public static CategoryInput Read(BinaryReader reader)
    {
        bool ordered = reader.ReadBoolean();
        string[] seen = new string[NumberArrays.Count(reader)];
        for (int i = 0; i < seen.Length; i++)
        {
            seen[i] = reader.ReadString();
        }

        LevelPages? pages = reader.ReadBoolean() ? LevelPages.Load(reader) : null;
        return new CategoryInput([.. seen], ordered, pages, [.. seen]);
    }

    /// <summary>Code of the column → number of its level among those seen; −1 for one never seen.</summary>
    public int[] NumbersOf(CategoricalColumn column) => column.Levels == known ? knownNumbers : Numbers(seen, column.Levels);

    /// <summary>Code in <paramref name="levels"/> → number of the same level among those seen; −1 for one never seen.</summary>
    private static int[] Numbers(ImmutableArray<string> seen, ImmutableArray<string> levels)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int i = 0; i < seen.Length; i++)
        {
            numbers[seen[i]] = i;
        }

        return [.. levels.Select(level => numbers.GetValueOrDefault(level, -1))];
    }
}
