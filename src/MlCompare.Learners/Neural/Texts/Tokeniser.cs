using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>How a text is cut into what gets a vector.</summary>
public enum TokenKind
{
    /// <summary>Words and punctuation marks in order, in lower case.</summary>
    Words,
    /// <summary>Frequent runs of letters within words, in order, in lower case (byte-pair encoding).</summary>
    Pieces,
    /// <summary>Words, pairs of neighbouring words and character 3–5-grams, in no order that matters (fastText).</summary>
    Grams,
}

/// <summary>Cuts texts into tokens and numbers them from 1 on; learned from training texts.</summary>
internal abstract class Tokeniser
{
    /// <summary>Ids that occur, 0 (nothing) included; 1 where the training texts gave none.</summary>
    public abstract int Size { get; }

    /// <param name="most">Most tokens with an id of their own.</param>
    /// <param name="fewest">Texts (of pieces: places) that must show a token.</param>
    public static Tokeniser Fit(IReadOnlyList<string?> texts, TokenKind kind, int most, int fewest, CancellationToken cancel) => kind == TokenKind.Pieces
        ? BytePairs.Fit(texts, most, fewest, cancel)
        : Vocabulary.Fit(texts, kind, most, fewest, cancel);

    /// <summary>Ids of a text's tokens, the first <paramref name="most"/> of them.</summary>
    public abstract int[] Encode(string? text, int most);

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)Kind);
        SaveBody(writer);
    }

    public static Tokeniser Load(BinaryReader reader)
    {
        TokenKind kind = (TokenKind)reader.ReadByte();
        return kind == TokenKind.Pieces ? new BytePairs(NumberArrays.Load<int>(reader)) : Vocabulary.LoadBody(kind, reader);
    }

    public abstract TokenKind Kind { get; }

    protected abstract void SaveBody(BinaryWriter writer);
}
