using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>A text column as sparse TF-IDF, and a missing indicator when training rows lack texts; an empty text is none.</summary>
internal sealed class TextEncoder(string column, TextVectorizer vectorizer, float missing) : ColumnEncoder(column)
{
    internal const byte KindCode = 3;

    public static TextEncoder Fit(TextColumn column, EncoderOptions options, CancellationToken cancel)
    {
        int absent = column.Values.Count(string.IsNullOrEmpty);
        return new TextEncoder(
            column.Name,
            TextVectorizer.Fit(column.Values, options.WordFeatures, options.CharacterFeatures, options.DocumentCountFor(column.Count), cancel),
            options.MissingIndicators && absent > 0 && absent < column.Count ? options.IndicatorValue : 0);
    }

    public TextVectorizer Vectorizer => vectorizer;

    /// <summary>The indicator of a missing text; 0 when there is none.</summary>
    public float Missing => missing;

    public override int DenseWidth => missing == 0 ? 0 : 1;

    public override int SparseWidth => vectorizer.Width;

    public override ImmutableArray<string> DenseNames => missing == 0 ? [] : [$"{Column} is missing"];

    public override ImmutableArray<string> SparseNames => [.. vectorizer.Names.Select(name => $"{Column}: {name}")];

    public override void Encode(Column column, float[] dense, int offset, int stride)
    {
        if (missing == 0)
        {
            return;
        }

        string?[] values = Require<TextColumn>(column).Values;
        for (int i = 0; i < values.Length; i++)
        {
            dense[i * stride + offset] = string.IsNullOrEmpty(values[i]) ? missing : 0;
        }
    }

    public override SparseRows EncodeSparse(Column column) => vectorizer.Transform(Require<TextColumn>(column).Values);

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        vectorizer.Save(writer);
        writer.Write(missing);
    }

    internal static TextEncoder LoadBody(string column, BinaryReader reader) => new(column, TextVectorizer.Load(reader), reader.ReadSingle());
}
