using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Encoders;

public class TextVectorizerTests
{
    private static readonly string?[] Texts =
        ["the cat sat on the mat", "the dog ate the cat!", "A C A B", "dogs and CATS, cats", null, "mat mat mat"];

    private static float[] Dense(SparseRows rows, int row)
    {
        float[] dense = new float[rows.Width];
        for (int e = 0; e < rows.Columns(row).Length; e++)
        {
            dense[rows.Columns(row)[e]] = rows.Values(row)[e];
        }

        return dense;
    }

    private static void Same(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    // TfidfVectorizer of scikit-learn 1.2.1: ngram_range=(1, 2), token_pattern=r"(?u)[^\W_]+", sublinear_tf=True, min_df=2.
    [Fact]
    public void Words_weigh_as_in_scikit_learn()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(Texts, 100, 0, 2);
        Assert.Equal(["cat", "mat", "the", "the cat"], vectorizer.Names.ToArray());
        SparseRows rows = vectorizer.Transform(Texts);
        Same([0.41285857, 0.41285857, 0.69903033, 0.41285857], Dense(rows, 0));
        Same([0.45329466, 0, 0.76749457, 0.45329466], Dense(rows, 1));
        Same([0, 0, 0, 0], Dense(rows, 2));
        Same([0, 0, 0, 0], Dense(rows, 4));
        Same([0, 1, 0, 0], Dense(rows, 5));
    }

    // TfidfVectorizer of scikit-learn 1.2.1: analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2.
    [Fact]
    public void Characters_weigh_as_in_scikit_learn()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(Texts, 0, 100, 2);
        string[] terms =
        [
            " ca", " cat", " do", " dog", " ma", " mat", " mat ", " th", " the", " the ", "at ", "cat", "dog", "he ", "mat", "mat ", "the", "the ",
        ];
        Assert.Equal(terms.Select(term => $"|{term}|"), vectorizer.Names);
        SparseRows rows = vectorizer.Transform(Texts);
        Same(
            [
                0.1786283, 0.1786283, 0.21157754, 0.21157754, 0, 0, 0, 0.35823191, 0.35823191, 0.35823191, 0, 0.1786283, 0.21157754, 0.35823191,
                0, 0, 0.35823191, 0.35823191,
            ],
            Dense(rows, 1));
        Same([0.47308168, 0.47308168, 0.33094873, 0.33094873, 0, 0, 0, 0, 0, 0, 0, 0.47308168, 0.33094873, 0, 0, 0, 0, 0], Dense(rows, 3));
    }

    [Fact]
    public void By_hand()
    {
        // Terms "a", "a b", "b", "b b". "a" is in both texts: idf = ln(3/3) + 1 = 1; the others in one: ln(3/2) + 1; twice: 1 + ln 2.
        SparseRows rows = TextVectorizer.Fit(["a b b", "a"], 100, 0, 1).Transform(["b b a", "c a"]);
        double pair = 1 + Math.Log(1.5), b = (1 + Math.Log(2)) * pair;
        double length = Math.Sqrt(1 + b * b + pair * pair);
        Same([1 / length, 0, b / length, pair / length], Dense(rows, 0));
        Same([1, 0, 0, 0], Dense(rows, 1));
    }

    [Fact]
    public void Single_letters_parted_by_blanks_are_words()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(["A C A B"], 100, 0, 1);
        Assert.Equal(["a", "a b", "a c", "b", "c", "c a"], vectorizer.Names.ToArray());
    }

    [Fact]
    public void The_cap_keeps_the_terms_of_most_texts_and_ties_go_by_order()
    {
        Assert.Equal(["common", "alpha"], TextVectorizer.Fit(["common", "common zeta", "alpha", "beta"], 2, 0, 1).Names.OrderDescending());
    }

    [Fact]
    public void A_short_padded_word_is_one_gram()
    {
        Assert.Equal(["| a |"], TextVectorizer.Fit(["a"], 0, 100, 1).Names.ToArray());
        Assert.Equal(["| ab|", "| ab |", "|ab |"], TextVectorizer.Fit([" ab\t"], 0, 100, 1).Names.ToArray());
    }

    /// <summary>Half a pair cannot be written as UTF-8: terms of halves came back as one and the same.</summary>
    [Fact]
    public void A_character_outside_the_basic_plane_is_one_and_can_be_saved()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(["😀😁 \U00010400", "👍"], 0, 100, 1);
        Assert.Equal(["| \U00010428 |", "| 👍 |", "| 😀😁 |", "| 😀😁|", "|😀😁 |"], vectorizer.Names.Order(StringComparer.Ordinal));
        using MemoryStream stream = new();
        vectorizer.Save(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.Equal(vectorizer.Names.ToArray(), TextVectorizer.Load(new BinaryReader(stream)).Names.ToArray());
    }

    [Fact]
    public void A_text_alone_weighs_what_it_weighs_among_others()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(Texts, 50, 50, 1);
        SparseRows together = vectorizer.Transform(Texts);
        for (int i = 0; i < Texts.Length; i++)
        {
            Assert.Equal(Dense(together, i), Dense(vectorizer.Transform([Texts[i]]), 0));
        }
    }

    [Fact]
    public void Saved_and_loaded_gives_the_same()
    {
        TextVectorizer vectorizer = TextVectorizer.Fit(Texts, 50, 50, 1);
        using MemoryStream stream = new();
        vectorizer.Save(new BinaryWriter(stream));
        stream.Position = 0;
        TextVectorizer loaded = TextVectorizer.Load(new BinaryReader(stream));
        Assert.Equal(vectorizer.Names.ToArray(), loaded.Names.ToArray());
        Assert.Equal(Dense(vectorizer.Transform(Texts), 0), Dense(loaded.Transform(Texts), 0));
    }
}
