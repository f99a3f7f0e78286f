using MlCompare.Learners.Neural.Texts;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class VocabularyTests
{
    private static readonly string?[] Texts = ["The cat, the dog!", "the cat sat", null, "a dog sat"];

    private static Vocabulary Words(int most = 100, int fewest = 1) => Vocabulary.Fit(Texts, TokenKind.Words, most, fewest, CancellationToken.None);

    [Fact]
    public void Words_and_marks_keep_their_order_and_unknown_ones_are_one()
    {
        Vocabulary vocabulary = Words();
        Assert.Equal(["!", ",", "a", "cat", "dog", "sat", "the"], vocabulary.Tokens.AsEnumerable());
        Assert.Equal(9, vocabulary.Size);
        Assert.Equal([8, 5, 3, 1, 4], vocabulary.Encode("THE cat, bird a", 10));
        Assert.Equal([8, 5], vocabulary.Encode("the cat, bird a", 2));
        Assert.Empty(vocabulary.Encode(null, 10));
    }

    [Fact]
    public void The_tokens_of_most_texts_are_kept()
    {
        Assert.Equal(["cat", "dog"], Words(most: 2).Tokens.AsEnumerable());
        Assert.Equal(["cat", "dog", "sat", "the"], Words(fewest: 2).Tokens.AsEnumerable());
    }

    [Fact]
    public void Grams_are_words_pairs_and_marked_runs_of_characters_and_unknown_ones_are_nothing()
    {
        Vocabulary vocabulary = Vocabulary.Fit(["ab cd"], TokenKind.Grams, 100, 1, CancellationToken.None);
        Assert.Equal(["ab", "ab cd", "cd", "| ab", "| ab ", "| cd", "| cd ", "|ab ", "|cd "], vocabulary.Tokens.AsEnumerable());
        Assert.Equal(["ab", "| ab", "| ab ", "|ab "], vocabulary.Encode("ab xy", 100).Select(id => vocabulary.Tokens[id - 1]));
        Assert.Equal(10, vocabulary.Size);
    }

    [Fact]
    public void Saved_and_loaded_it_encodes_the_same()
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Words().Save(writer);
        }

        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Assert.Equal(Words().Encode("the dog, a bird", 9), Tokeniser.Load(reader).Encode("the dog, a bird", 9));
    }
}
