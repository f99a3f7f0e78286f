using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>A text as the TF-IDF weights of its most frequent words and word pairs; a missing text, or an empty one, is missing in all of them.</summary>
internal sealed class TextInput(TextVectorizer vectorizer) : InputColumn
{
    public const byte Tag = 3;

    public TextVectorizer Vectorizer => vectorizer;

    public override int Width => vectorizer.Width;

    public override byte Kind => Tag;

    public static TextInput Fit(TextColumn column, int terms, CancellationToken cancel) => new(
        TextVectorizer.Fit(column.Values, terms, 0, column.Count < 50 ? 1 : 2, cancel));

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        string?[] texts = As<TextColumn>(column).Values[first..(first + count)];
        SparseRows rows = vectorizer.Transform(texts);
        for (int i = 0; i < count; i++)
        {
            Span<float> row = target.AsSpan(i * stride + offset, Width);
            if (string.IsNullOrEmpty(texts[i]))
            {
                row.Fill(float.NaN);
                continue;
            }

            ReadOnlySpan<int> columns = rows.Columns(i);
            for (int j = 0; j < columns.Length; j++)
            {
                row[columns[j]] = rows.Values(i)[j];
            }
        }
    }

    public override ColumnReader Read(Column column, CancellationToken cancel)
    {
        string?[] texts = As<TextColumn>(column).Values;
        SparseRows rows = vectorizer.Transform(texts);
        List<(int Row, float Value)>[] entries = [.. Enumerable.Range(0, Width).Select(_ => new List<(int Row, float Value)>())];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<int> columns = rows.Columns(i);
            for (int e = 0; e < columns.Length; e++)
            {
                entries[columns[e]].Add((i, rows.Values(i)[e]));
            }
        }

        int[] missing = [.. Enumerable.Range(0, texts.Length).Where(i => string.IsNullOrEmpty(texts[i]))];
        return (j, buffer) =>
        {
            float[] target = buffer.Value;
            Array.Clear(target);
            foreach ((int row, float value) in entries[j])
            {
                target[row] = value;
            }

            foreach (int row in missing)
            {
                target[row] = float.NaN;
            }

            return target;
        };
    }

    public override void Save(BinaryWriter writer) => vectorizer.Save(writer);

    public static TextInput Read(BinaryReader reader) => new(TextVectorizer.Load(reader));
}
