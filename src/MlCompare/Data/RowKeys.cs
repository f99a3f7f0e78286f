using System.Runtime.InteropServices;

namespace MlCompare.Data;

/// <summary>
/// One number a row, equal where all features are: missing equals missing, −0 equals 0, levels and texts by their letters. Rows that differ
/// share one with a chance of about 2⁻⁶⁴ a pair.
/// </summary>
internal static class RowKeys
{
    private const ulong Missing = 0x9E3779B97F4A7C15;

    /// <summary>Null where images would have to be decoded for it.</summary>
    public static ulong[]? Of(FeatureTable features)
    {
        ulong[] keys = new ulong[features.Count];
        foreach (Column column in features.Columns)
        {
            if (column is ImageColumn { Pixels.OnDemand: true } || !TryAdd(column, keys))
            {
                return null;
            }
        }

        return keys;
    }

    private static bool TryAdd(Column column, ulong[] keys)
    {
        switch (column)
        {
            case NumericColumn numbers:
                Each(keys, row => Mix(keys[row], Bits(numbers.Values[row])));
                return true;
            case CategoricalColumn levels:
                Each(keys, row => Mix(keys[row], levels.Codes[row] < 0 ? Missing : (ulong)levels.Codes[row]));
                return true;
            case TextColumn texts:
                Each(keys, row => texts.Values[row] is string text ? Mix(keys[row], MemoryMarshal.Cast<char, ushort>(text.AsSpan())) : Mix(keys[row], Missing));
                return true;
            case ImageColumn images:
                Each(keys, row => Mix(keys[row], images.Pixels[row]));
                return true;
            case WaveformColumn waves:
                Each(keys, row => Mix(keys[row], waves.Samples[row]));
                return true;
            default:
                return false;
        }
    }

    private static void Each(ulong[] keys, Func<int, ulong> next)
    {
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = next(row);
        }
    }

    private static ulong Mix(ulong key, ReadOnlySpan<float> values)
    {
        key = Mix(key, (ulong)values.Length);
        foreach (float value in values)
        {
            key = Mix(key, Bits(value));
        }

        return key;
    }

    private static ulong Mix(ulong key, ReadOnlySpan<ushort> letters)
    {
        key = Mix(key, (ulong)letters.Length);
        foreach (ushort letter in letters)
        {
            key = Mix(key, letter);
        }

        return key;
    }

    private static ulong Bits(float value) => float.IsNaN(value) ? Missing : BitConverter.SingleToUInt32Bits(value == 0 ? 0 : value);

    // The state moves with every value, so that equal values in other places give other keys.
    private static ulong Mix(ulong key, ulong value)
    {
        ulong state = key ^ (value * 0xD6E8FEB86659FD93);
        return Seeds.SplitMix(ref state);
    }
}
