using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>Which n-grams of a text count.</summary>
/// <param name="Words">Of words; else of characters, blanks between words among them.</param>
internal sealed record SpectrumOptions(bool Words, int Shortest, int Longest);

/// <summary>
/// Texts as the counts of all their n-grams, scaled to length 1: inner products are the normalised spectrum kernel (Leslie et al.
/// 2002). Nothing is learned from the training texts: n-grams are told apart by a hash.
/// </summary>
internal sealed class SpectrumEncoder(string column, SpectrumOptions options) : ColumnEncoder(column)
{
    internal const byte KindCode = 7;

    /// <summary>Longer ones hardly occur twice.</summary>
    internal const int LongestGram = 20;

    // One in some hundred of the n-grams of a few thousand short texts shares its place with another.
    private const int Places = 1 << 18;

    public override int DenseWidth => 0;

    public override int SparseWidth => Places;

    public override ImmutableArray<string> DenseNames => [];

    public override void Encode(Column column, float[] dense, int offset, int stride) => Require<TextColumn>(column);

    public override SparseRows? EncodeSparse(Column column)
    {
        TextColumn texts = Require<TextColumn>(column);
        int[] starts = new int[texts.Count + 1];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < texts.Count; i++)
        {
            int[] places = Cut(texts.Values[i] ?? "");
            Array.Sort(places);
            int first = values.Count;
            double squares = 0;
            for (int p = 0; p < places.Length;)
            {
                int start = p;
                while (p < places.Length && places[p] == places[start])
                {
                    p++;
                }

                columns.Add(places[start]);
                values.Add(p - start);
                squares += (double)(p - start) * (p - start);
            }

            for (int p = first; p < values.Count; p++)
            {
                values[p] /= (float)Math.Sqrt(squares);
            }

            starts[i + 1] = values.Count;
        }

        return new SparseRows(Places, starts, [.. columns], [.. values]);
    }

    /// <summary>The places of all n-grams of a text, in the order in which they come.</summary>
    private int[] Cut(string text)
    {
        string lower = text.ToLowerInvariant();
        string[] words = options.Words
            ? [.. lower.Split([.. lower.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)]
            : lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        List<int> places = [];
        string[] units = options.Words ? words : [.. $" {string.Join(' ', words)} ".Select(c => c.ToString())];
        for (int n = options.Shortest; n <= options.Longest; n++)
        {
            for (int at = 0; at + n <= units.Length; at++)
            {
                places.Add(Place(units.AsSpan(at, n)));
            }
        }

        return [.. places];
    }

    /// <summary>FNV-1a of the characters, a separator after each unit.</summary>
    private static int Place(ReadOnlySpan<string> units)
    {
        ulong hash = 14695981039346656037;
        foreach (string unit in units)
        {
            foreach (char c in unit)
            {
                hash = (hash ^ c) * 1099511628211;
            }

            hash = (hash ^ 0xffff) * 1099511628211;
        }

        return (int)((hash ^ (hash >> 32)) % Places);
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(options.Words);
        writer.Write(options.Shortest);
        writer.Write(options.Longest);
    }

    internal static SpectrumEncoder LoadBody(string column, BinaryReader reader)
    {
        SpectrumOptions options = new(reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt32());
        return options is { Shortest: >= 1, Longest: <= LongestGram } && options.Shortest <= options.Longest
            ? new SpectrumEncoder(column, options)
            : throw new InvalidDataException($"n-grams of {options.Shortest} to {options.Longest} are announced, and 1 to {LongestGram} is what can be.");
    }
}
