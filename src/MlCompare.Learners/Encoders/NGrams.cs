using System.Text;

namespace MlCompare.Learners.Encoders;

/// <summary>Receives one n-gram; the span is valid during the call only.</summary>
internal delegate void NGramVisitor(ReadOnlySpan<char> gram);

/// <summary>Cuts texts into n-grams, in lower case.</summary>
internal static class NGrams
{
    /// <summary>
    /// Words and pairs of neighbouring words, joined by a blank. A word is a run of letters and digits; a single character is a
    /// word too, so blank-separated letters give tokens.
    /// </summary>
    public static void Words(string text, NGramVisitor visit)
    {
        char[] joined = new char[text.Length + 1];
        int length = 0, previous = -1;
        for (int i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            int start = length;
            for (; i < text.Length && char.IsLetterOrDigit(text[i]); i++)
            {
                joined[length++] = char.ToLowerInvariant(text[i]);
            }

            visit(joined.AsSpan(start, length - start));
            if (previous >= 0)
            {
                visit(joined.AsSpan(previous, length - previous));
            }

            previous = start;
            joined[length++] = ' ';
        }
    }

    /// <summary>
    /// Runs of <paramref name="shortest"/> to <paramref name="longest"/> characters within blank-separated words that are padded by a
    /// blank on each side, those that start at the same character one after the other; a padded word shorter than that is given once (the
    /// "char_wb" analyser of scikit-learn). A character outside the basic plane is one, never half of one.
    /// </summary>
    public static void Characters(string text, int shortest, int longest, NGramVisitor visit)
    {
        char[] word = new char[text.Length + 2];
        int[] starts = new int[text.Length + 3];
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            (int length, int count) = (1, 1);
            word[0] = ' ';
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                starts[count++] = length;
                if (char.IsAscii(text[i]))
                {
                    word[length++] = char.ToLowerInvariant(text[i++]);
                    continue;
                }

                // Half a pair without its other half becomes U+FFFD, as wherever texts are written as UTF-8.
                Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int used);
                i += used;
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word.AsSpan(length));
            }

            starts[count++] = length;
            word[length++] = ' ';
            starts[count] = length;
            if (count < shortest)
            {
                visit(word.AsSpan(0, length));
            }

            for (int at = 0; at + shortest <= count; at++)
            {
                for (int n = shortest; n <= longest && at + n <= count; n++)
                {
                    visit(word.AsSpan(starts[at], starts[at + n] - starts[at]));
                }
            }
        }
    }
}
