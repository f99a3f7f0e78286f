using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// Which level of a categorical column goes to which slot: kept levels first, in the order of the column's levels, then the rare
/// bucket and the missing level where training rows need them (−1: none).
/// </summary>
internal sealed record LevelSlots(ImmutableArray<string> Levels, int Rare, int Missing)
{
    public int Count => Levels.Length + (Rare < 0 ? 0 : 1) + (Missing < 0 ? 0 : 1);

    public static LevelSlots Fit(CategoricalColumn column, int minCount, int maxLevels)
    {
        int[] counts = new int[column.Levels.Length];
        int missing = 0;
        foreach (int code in column.Codes)
        {
            if (code < 0)
            {
                missing++;
            }
            else
            {
                counts[code]++;
            }
        }

        // Ties in frequency go by name, so that the coding of the levels does not matter.
        int[] kept =
        [
            .. Enumerable.Range(0, counts.Length).Where(code => counts[code] >= Math.Max(1, minCount))
                .OrderByDescending(code => counts[code]).ThenBy(code => column.Levels[code], StringComparer.Ordinal)
                .Take(maxLevels).Order(),
        ];
        bool rare = kept.Sum(code => counts[code]) + missing < column.Count;
        return new LevelSlots(
            [.. kept.Select(code => column.Levels[code])],
            rare ? kept.Length : -1,
            missing > 0 ? kept.Length + (rare ? 1 : 0) : -1);
    }

    /// <summary>The slot of each of these levels; −1 for an unseen level without a rare bucket.</summary>
    public int[] ForLevels(ImmutableArray<string> levels)
    {
        Dictionary<string, int> slotOf = new(Levels.Length, StringComparer.Ordinal);
        for (int slot = 0; slot < Levels.Length; slot++)
        {
            slotOf[Levels[slot]] = slot;
        }

        return [.. levels.Select(level => slotOf.GetValueOrDefault(level, Rare))];
    }

    public void Save(BinaryWriter writer)
    {
        SaveNames(writer, Levels);
        writer.Write(Rare);
        writer.Write(Missing);
    }

    public static LevelSlots Load(BinaryReader reader) => new(LoadNames(reader), reader.ReadInt32(), reader.ReadInt32());

    public static void SaveNames(BinaryWriter writer, ImmutableArray<string> names)
    {
        writer.Write(names.Length);
        foreach (string name in names)
        {
            writer.Write(name);
        }
    }

    public static ImmutableArray<string> LoadNames(BinaryReader reader)
    {
        string[] names = new string[NumberArrays.Count(reader)];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        return [.. names];
    }
}
