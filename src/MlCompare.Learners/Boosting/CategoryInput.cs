using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// A category as the number of its level among those seen in training (in the order of the data set's levels); levels never seen
/// are missing values. Ordered levels are split like numbers.
/// </summary>
internal sealed class CategoryInput(ImmutableArray<string> seen, bool ordered, ImmutableArray<string> known) : InputColumn
{
    public const byte Tag = 1;

    private readonly float[] codes = Codes(seen, known);

    public override int Width => 1;

    public override int Levels => ordered ? 0 : seen.Length;

    public override byte Kind => Tag;

    public static CategoryInput Fit(CategoricalColumn column)
    {
        bool[] occurs = new bool[column.Levels.Length];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
            {
                occurs[code] = true;
            }
        }

        return new CategoryInput([.. column.Levels.Where((_, code) => occurs[code])], column.Ordered, column.Levels);
    }

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        CategoricalColumn categories = As<CategoricalColumn>(column);
        float[] local = categories.Levels == known ? codes : Codes(seen, categories.Levels);
        for (int i = 0; i < count; i++)
        {
            int code = categories.Codes[first + i];
            target[i * stride + offset] = code < 0 ? float.NaN : local[code];
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
    }

    public static CategoryInput Read(BinaryReader reader)
    {
        bool ordered = reader.ReadBoolean();
        string[] seen = new string[reader.ReadInt32()];
        for (int i = 0; i < seen.Length; i++)
        {
            seen[i] = reader.ReadString();
        }

        return new CategoryInput([.. seen], ordered, [.. seen]);
    }

    /// <summary>Code in <paramref name="levels"/> → number of the same level among those seen.</summary>
    private static float[] Codes(ImmutableArray<string> seen, ImmutableArray<string> levels)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int i = 0; i < seen.Length; i++)
        {
            numbers[seen[i]] = i;
        }

        return [.. levels.Select(level => numbers.TryGetValue(level, out int number) ? number : float.NaN)];
    }
}
