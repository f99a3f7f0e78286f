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
    /// blank on each side; a padded word not longer than n is given once (the "char_wb" analyser of scikit-learn).
    /// </summary>
    public static void Characters(string text, int shortest, int longest, NGramVisitor visit)
    {
        char[] word = new char[text.Length + 2];
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int length = 0;
            word[length++] = ' ';
            for (; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
            {
                word[length++] = char.ToLowerInvariant(text[i]);
            }

            word[length++] = ' ';
            for (int n = shortest; n <= longest; n++)
            {
                int last = Math.Max(0, length - n);
                for (int at = 0; at <= last; at++)
                {
                    visit(word.AsSpan(at, Math.Min(n, length)));
                }

                if (last == 0)
                {
                    break;
                }
            }
        }
    }
}
