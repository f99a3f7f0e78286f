using System.Globalization;
using System.Text;

namespace MlCompare;

/// <summary>
/// Seeds come from names: data set / replicate → split → intervention. The learner's name is never part of a block's seed, so
/// that all learners meet the same rows.
/// </summary>
public static class Seeds
{
    /// <summary>
    /// Hashes the names in order (FNV-1a over their UTF-8 bytes with a separator, then SplitMix64). Numbers are written in the
    /// invariant culture; the same names give the same seed on every machine.
    /// </summary>
    public static ulong From(ulong root, params ReadOnlySpan<object> names)
    {
        ulong hash = 14695981039346656037UL ^ root;
        foreach (object name in names)
        {
            string text = Convert.ToString(name, CultureInfo.InvariantCulture) ?? "";
            foreach (byte b in Encoding.UTF8.GetBytes(text))
            {
                hash = (hash ^ b) * 1099511628211UL;
            }

            hash = (hash ^ 0x1F) * 1099511628211UL;
        }

        return SplitMix(ref hash);
    }

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
