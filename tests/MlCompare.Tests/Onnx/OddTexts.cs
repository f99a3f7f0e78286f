using System.Text;
using MlCompare.Data;
using MlCompare.Testing;

namespace MlCompare.Tests.Onnx;

/// <summary>Texts with everything that a tokeniser has a case for, among plain ones that tell the class.</summary>
internal static class OddTexts
{
    private static readonly string?[] Odd =
    [
        "", null, " ", "\r\n\t", "123 4five 6", "it's don't 'quoted' e-mail", "Ünïcödé ÀÉ straße STRASSE İstanbul ıI ẞ ß Σίσυφος ς", "日本語 テキスト 漢字", "😀 good 😀😀 bad👍🏽",
        "\U00010400\U00010428 𐐀𐐨 𝔸𝔹 good", "GOOD Great\r\nFINE\rLovely\n", "a", "ab a b abc", "\u00a0good\u2003bad\u200bx", "it\u0301 e\u0301",
        string.Join(" ", Enumerable.Repeat("The plot was AWFUL, really\r\n", 300)), new string('x', 5000), "ǅ ǆ Ǆ ŉ ﬁ", "हिन्दी में पाठ", "мой фильм ХОРОШИЙ", "good|bad |go", "\uFFFD good",
    ];

    public static Problem Classes() => Problems.WithColumns(Problems.Texts(), Mixed);

    /// <summary>The same as columns of a table, with a number before and behind.</summary>
    public static Problem Table()
    {
        Problem texts = Classes();
        Rng rng = new(4);
        return texts with
        {
            Train = texts.Train with { Features = With(texts.Train.Features) },
            Test = With(texts.Test),
        };

        FeatureTable With(FeatureTable table) => new(Modality.Tabular, [Numbers("before", table.Count), .. table.Columns, Numbers("width", table.Count)]);

        NumericColumn Numbers(string name, int rows) => new(name, [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt(4) == 0 ? float.NaN : (float)rng.NextGaussian())]);
    }

    /// <summary>The same with the test rows said again and again, each with another end.</summary>
    public static Problem Many(int rows)
    {
        Problem few = Classes();
        int[] again = [.. Enumerable.Range(0, rows).Select(row => row % few.Test.Count)];
        string?[] texts = ((TextColumn)few.Test.Columns[0]).Values;
        return few with
        {
            Test = new FeatureTable(few.Test.Modality, [new TextColumn("text", [.. again.Select((from, row) => texts[from] is { Length: < 1000 } text ? $"{text} film{row % 7} {row}" : texts[from])])]),
            TestLabels = few.TestLabels.Select(again),
        };
    }

    /// <summary>Every character from one to another, each between known words.</summary>
    public static FeatureTable Characters(int from, int end, int each)
    {
        List<string?> texts = [];
        StringBuilder text = new();
        int[] codes = [.. Enumerable.Range(from, end - from).Where(code => code is > 0 and not (>= 0xd800 and <= 0xdfff))];
        foreach (int[] some in codes.Chunk(each))
        {
            text.Clear();
            foreach (int code in some)
            {
                text.Append(char.ConvertFromUtf32(code)).Append("good").Append(char.ConvertFromUtf32(code)).Append(code % 2 == 0 ? " bad " : " ");
            }

            texts.Add(text.ToString());
        }

        return new FeatureTable(Modality.Text, [new TextColumn("text", [.. texts])]);
    }

    private static IEnumerable<Column> Mixed(System.Collections.Immutable.ImmutableArray<Column> columns)
    {
        Rng rng = new(3);
        yield return new TextColumn("text", [.. ((TextColumn)columns[0]).Values.Select((text, row) => (row % 3) switch
        {
            0 => Odd[rng.NextInt(Odd.Length)],
            1 => text + " " + Odd[rng.NextInt(Odd.Length)],
            _ => text,
        })]);
    }
}
