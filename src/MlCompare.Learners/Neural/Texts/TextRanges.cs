namespace MlCompare.Learners.Neural.Texts;

/// <summary>Ranges of the options by which texts are cut into tokens that keep their order.</summary>
internal static class TextRanges
{
    public static void Require(OptionRanges ranges, TokenKind tokens, int words, int longestText)
    {
        ranges.Require(tokens is TokenKind.Words or TokenKind.Pieces, "tokens", "words or pieces");
        ranges.Require(words >= 1, "words", "1 or more");
        ranges.Require(longestText is >= 1 and <= 100_000, "longestText", "1 to 100000");
    }
}
