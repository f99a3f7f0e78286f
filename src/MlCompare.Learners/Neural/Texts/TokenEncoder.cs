using MlCompare.Data;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>The text column of a table of texts as sequences of token ids.</summary>
internal sealed class TokenEncoder(string column, Tokeniser tokeniser, int longest, double drop) : NetworkEncoder
{
    public string Column => column;

    public Tokeniser Tokeniser => tokeniser;

    /// <summary>Tokens of a text past this are not read.</summary>
    public int Longest => longest;

    public override NetworkInput? Input => tokeniser.Size == 1 ? null : new NetworkInput.Tokens(tokeniser.Size, longest);

    /// <param name="most">Most tokens that get a vector.</param>
    /// <param name="longest">Tokens of a text past this are not read; no more are kept than the longest training text has.</param>
    /// <param name="drop">Probability that training drops a token.</param>
    public static TokenEncoder Fit(FeatureTable train, TokenKind kind, int most, int longest, double drop, CancellationToken cancel)
    {
        TextColumn texts = train.Columns.OfType<TextColumn>().First();
        Tokeniser tokeniser = Tokeniser.Fit(texts.Values, kind, most, train.Count < 50 ? 1 : 2, cancel);
        int seen = Encode(texts, tokeniser, longest, cancel).Max(text => text.Length);
        return new TokenEncoder(texts.Name, tokeniser, Math.Max(1, seen), drop);
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        TextColumn texts = features.Columns.OfType<TextColumn>().FirstOrDefault(text => text.Name == column)
            ?? throw new InputException($"there is no text column '{column}', which training had", "features", "give the columns of training");
        return new TokenRows(Encode(texts, tokeniser, longest, cancel), drop);
    }

    private static int[][] Encode(TextColumn texts, Tokeniser tokeniser, int longest, CancellationToken cancel)
    {
        int[][] ids = new int[texts.Count][];
        for (int i = 0; i < ids.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            ids[i] = tokeniser.Encode(texts.Values[i], longest);
        }

        return ids;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(column);
        tokeniser.Save(writer);
        writer.Write(longest);
        writer.Write(drop);
    }

    public static TokenEncoder Load(BinaryReader reader) =>
        new(reader.ReadString(), Tokeniser.Load(reader), reader.ReadInt32(), reader.ReadDouble());
}
