using System.Runtime.InteropServices;
using System.Text;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>
/// Byte-pair encoding (Sennrich et al. 2016) of lower-case words: single bytes have the ids 1 to 256, and the most frequent pair of neighbours
/// becomes one token, again and again. No text is unknown to it. The blank before a word belongs to it, so that a word and
/// the end of a longer one differ.
/// </summary>
/// <param name="merges">Left and right id of each pair in the order of merging; pair i has the id 257 + i.</param>
internal sealed class BytePairs(int[] merges) : Tokeniser
{
    private const int Bytes = 256;

    private readonly Dictionary<(int, int), int> idOf =
        Enumerable.Range(0, merges.Length / 2).ToDictionary(i => (merges[2 * i], merges[2 * i + 1]), i => Bytes + 1 + i);

    public override int Size => 1 + Bytes + merges.Length / 2;

    public override TokenKind Kind => TokenKind.Pieces;

    public static BytePairs Fit(IReadOnlyList<string?> texts, int most, int fewest, CancellationToken cancel)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string? text in texts)
        {
            cancel.ThrowIfCancellationRequested();
            Words(text ?? "", word => CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++);
        }

        return new BytePairs([.. new PairMerging([.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (Ids(pair.Key), pair.Value))], Bytes + 1).Run(Math.Max(0, most - Bytes), Math.Max(2, fewest), cancel)]);
    }

    public override int[] Encode(string? text, int most)
    {
        List<int> ids = [];
        Words(text ?? "", word =>
        {
            if (ids.Count < most)
            {
                ids.AddRange(Merge(Ids(word)));
            }
        });
        return [.. ids.Take(most)];
    }

    protected override void SaveBody(BinaryWriter writer) => NumberArrays.Save<int>(writer, merges);

    /// <summary>Merges the earliest learned pair that occurs until none does.</summary>
    private List<int> Merge(List<int> ids)
    {
        while (true)
        {
            int best = int.MaxValue;
            for (int i = 0; i + 1 < ids.Count; i++)
            {
                best = idOf.TryGetValue((ids[i], ids[i + 1]), out int id) ? Math.Min(best, id) : best;
            }

            if (best == int.MaxValue)
            {
                return ids;
            }

            PairMerging.Replace(ids, merges[2 * (best - Bytes - 1)], merges[2 * (best - Bytes - 1) + 1], best);
        }
    }

    private static List<int> Ids(string word) => [.. Encoding.UTF8.GetBytes(word).Select(value => value + 1)];

    /// <summary>Runs of letters and digits and single marks, each with a blank in front where the text has white space there, or begins.</summary>
    private static void Words(string text, Action<string> visit)
    {
        string lower = text.ToLowerInvariant();
        bool blank = true;
        for (int i = 0; i < lower.Length;)
        {
            int start = i++;
            if (char.IsWhiteSpace(lower[start]))
            {
                blank = true;
                continue;
            }

            // A character outside the basic plane is two of them.
            while (i < lower.Length && (char.IsLetterOrDigit(lower[start]) ? char.IsLetterOrDigit(lower[i]) : char.IsLowSurrogate(lower[i])))
            {
                i++;
            }

            visit(blank ? " " + lower[start..i] : lower[start..i]);
            blank = false;
        }
    }
}
