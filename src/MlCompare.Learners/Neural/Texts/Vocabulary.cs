using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>Numbers the tokens that training texts show often enough, from 1 on in ordinal order; the others share one number or none.</summary>
internal sealed class Vocabulary : Tokeniser
{
    internal const int ShortestGram = 3, LongestGram = 5;
    private readonly TokenKind kind;
    private readonly Dictionary<string, int> idOf;

    private Vocabulary(TokenKind kind, ImmutableArray<string> tokens)
    {
        (this.kind, Tokens) = (kind, tokens);
        idOf = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        for (int i = 0; i < tokens.Length; i++)
        {
            idOf.Add(tokens[i], i + FirstId);
        }
    }

    public ImmutableArray<string> Tokens { get; }

    public override int Size => Tokens.Length == 0 ? 1 : Tokens.Length + FirstId;

    public override TokenKind Kind => kind;

    /// <summary>Id of the first of <see cref="Tokens"/>, whom the others follow. In a sequence an unknown word still is a word: it has the id 1.</summary>
    public int FirstId => kind == TokenKind.Words ? 2 : 1;

    /// <summary>Keeps the <paramref name="most"/> tokens that occur in most texts, of those in at least <paramref name="fewest"/>.</summary>
    public static new Vocabulary Fit(IReadOnlyList<string?> texts, TokenKind kind, int most, int fewest, CancellationToken cancel)
    {
        Dictionary<string, (int Texts, int Last)> seen = new(StringComparer.Ordinal);
        var lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < texts.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            int mark = i + 1;
            Cut(kind, texts[i] ?? "", token =>
            {
                ref (int Texts, int Last) entry = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, token, out _);
                entry = entry.Last == mark ? entry : (entry.Texts + 1, mark);
            });
        }

        IEnumerable<string> kept = seen.Where(pair => pair.Value.Texts >= fewest)
            .OrderByDescending(pair => pair.Value.Texts).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most).Select(pair => pair.Key);
        return new Vocabulary(kind, [.. kept.Order(StringComparer.Ordinal)]);
    }

    public override int[] Encode(string? text, int most)
    {
        var lookup = idOf.GetAlternateLookup<ReadOnlySpan<char>>();
        List<int> ids = [];
        Cut(kind, text ?? "", token =>
        {
            if (ids.Count < most)
            {
                if (lookup.TryGetValue(token, out int id))
                {
                    ids.Add(id);
                }
                else if (kind == TokenKind.Words)
                {
                    ids.Add(1);
                }
            }
        });
        return [.. ids];
    }

    protected override void SaveBody(BinaryWriter writer) => LevelSlots.SaveNames(writer, Tokens);

    public static Vocabulary LoadBody(TokenKind kind, BinaryReader reader) => new(kind, LevelSlots.LoadNames(reader));

    private static void Cut(TokenKind kind, string text, NGramVisitor visit)
    {
        if (kind == TokenKind.Grams)
        {
            NGrams.Words(text, visit);
            NGrams.Characters(text, ShortestGram, LongestGram, gram =>
            {
                // A bar tells a run of characters from a word of the same letters; each character may take two places.
                Span<char> marked = stackalloc char[2 * LongestGram + 1];
                marked[0] = '|';
                gram.CopyTo(marked[1..]);
                visit(marked[..(gram.Length + 1)]);
            });
            return;
        }

        string lower = text.ToLowerInvariant();
        for (int i = 0; i < lower.Length;)
        {
            int start = i++;
            if (char.IsLetterOrDigit(lower[start]))
            {
                while (i < lower.Length && char.IsLetterOrDigit(lower[i]))
                {
                    i++;
                }
            }
            else if (char.IsWhiteSpace(lower[start]))
            {
                continue;
            }
            else if (i < lower.Length && char.IsSurrogatePair(lower[start], lower[i]))
            {
                i++;
            }

            visit(lower.AsSpan(start, i - start));
        }
    }
}
