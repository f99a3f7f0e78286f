using System.Collections.Frozen;
using System.Text;

namespace MlCompare.Onnx.Texts;

/// <summary>
/// Characters as numbers, in lower case: 0 for white space, then marks, then letters and digits. Those that no term of a model has share one number for
/// marks and one for letters.
/// </summary>
internal sealed class CharacterTable
{
    private readonly FrozenDictionary<int, long> known;

    /// <param name="terms">In lower case; their characters are told apart.</param>
    public CharacterTable(IEnumerable<string> terms)
    {
        Rune[] all = [.. terms.SelectMany(term => term.EnumerateRunes()).Distinct().Where(rune => !Rune.IsWhiteSpace(rune)).Order()];
        Rune[] marks = [.. all.Where(rune => !IsLetter(rune))], letters = [.. all.Where(IsLetter)];
        OtherMark = marks.Length + 1;
        OtherLetter = OtherMark + letters.Length + 1;
        known = marks.Select((rune, i) => (rune.Value, Number: i + 1L))
            .Concat(letters.Select((rune, i) => (rune.Value, Number: OtherMark + i + 1)))
            .ToFrozenDictionary(pair => pair.Value, pair => pair.Number);
    }

    /// <summary>Of marks that no term has, and the largest number of a mark.</summary>
    public long OtherMark { get; }

    /// <summary>Of letters and digits that no term has, and the largest number.</summary>
    public long OtherLetter { get; }

    /// <summary>What words are made of: letters and digits of the basic plane, as the model's own tokenisers have it.</summary>
    public static bool IsLetter(Rune rune) => rune.IsBmp && Rune.IsLetterOrDigit(rune);

    /// <summary>Numbers of the characters of a term.</summary>
    public long[] Of(string term) => [.. term.EnumerateRunes().Select(rune => Rune.IsWhiteSpace(rune) ? 0 : known[rune.Value])];

    /// <summary>All characters whose number is not <see cref="OtherMark"/>.</summary>
    public IEnumerable<(string Character, long Number)> Entries()
    {
        for (int code = 0; code <= 0x10ffff; code++)
        {
            if (!Rune.TryCreate(code, out Rune rune))
            {
                continue;
            }

            long number = Rune.IsWhiteSpace(rune) ? 0
                : known.TryGetValue(Rune.ToLowerInvariant(rune).Value, out long own) ? own
                : IsLetter(rune) ? OtherLetter : OtherMark;
            if (number != OtherMark)
            {
                yield return (rune.ToString(), number);
            }
        }
    }
}
