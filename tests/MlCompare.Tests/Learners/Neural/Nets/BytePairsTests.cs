using System.Text;
using MlCompare.Learners.Neural.Texts;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class BytePairsTests
{
    private static BytePairs Fit(int merges, params string?[] texts) => BytePairs.Fit(texts, 256 + merges, 1, CancellationToken.None);

    /// <summary>The example of Sennrich et al. (2016): low ×5, lower ×2, newest ×6, widest ×3.</summary>
    private static readonly string Sennrich = string.Join(' ', new[] { ("low", 5), ("lower", 2), ("newest", 6), ("widest", 3) }.SelectMany(pair => Enumerable.Repeat(pair.Item1, pair.Item2)));

    [Fact]
    public void The_most_frequent_pairs_become_tokens_in_turn()
    {
        // es and st occur 9 times, es has the lower ids; then est (9), a blank before l (7), then ow (7).
        BytePairs pairs = Fit(4, Sennrich);
        Assert.Equal(261, pairs.Size);
        Assert.Equal([259, 260, 258], pairs.Encode("lowest", 99));
        Assert.Equal([' ' + 1, 'n' + 1, 'e' + 1, 'w' + 1, 258], pairs.Encode("newest", 99));
        Assert.Equal([259, 260], pairs.Encode("lowest", 2));
    }

    [Fact]
    public void A_token_that_is_merged_everywhere_leaves_no_count_behind()
    {
        // Each pair of a repeated letter is merged from the left; overlapping pairs are counted as they stand.
        BytePairs pairs = Fit(3, "aaaa aaaa");
        Assert.Equal([' ' + 1, 'a' + 1, 'a' + 1, 'a' + 1], BytePairs.Fit(["b"], 256, 1, CancellationToken.None).Encode("aaa", 9));
        Assert.Single(pairs.Encode("aaaa", 9));
        Assert.Equal(3 + 257, pairs.Size);
    }

    [Theory]
    [InlineData("Lowest NEWER words!")]
    [InlineData("naïve 🎉 and 漢字, never seen")]
    [InlineData("  ")]
    [InlineData("")]
    public void No_text_is_unknown_and_every_byte_is_kept(string text)
    {
        BytePairs none = Fit(0, Sennrich);
        byte[] bytes = [.. none.Encode(text, 999).Select(id => (byte)(id - 1))];
        string expected = string.Concat(text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $" {word}"));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
        Assert.All(Fit(50, Sennrich).Encode(text, 999), id => Assert.InRange(id, 1, 256 + 50));
    }

    [Fact]
    public void The_merges_are_those_of_counting_anew_each_time()
    {
        Rng rng = new(5);
        string[] texts = [.. Enumerable.Range(0, 30).Select(_ => string.Concat(Enumerable.Range(0, 40).Select(_ => rng.NextInt(6) == 0 ? ' ' : (char)('a' + rng.NextInt(3)))))];
        BytePairs pairs = Fit(25, texts);
        List<List<int>> words = [.. texts.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(word => Encoding.UTF8.GetBytes($" {word}").Select(value => value + 1).ToList())];
        for (int id = 257; id < pairs.Size; id++)
        {
            (int Left, int Right) best = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.First).ThenBy(group => group.Key.Second).First().Key;
            words.ForEach(word => PairMerging.Replace(word, best.Left, best.Right, id));
        }

        Assert.Equal(words.SelectMany(word => word), texts.SelectMany(text => pairs.Encode(text, 999)));
    }

    [Fact]
    public void Rare_pairs_are_not_merged() => Assert.Equal(257, Fit(100, "abc defg").Size);

    [Fact]
    public void Saved_and_loaded_it_encodes_the_same()
    {
        BytePairs pairs = Fit(20, Sennrich);
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            pairs.Save(writer);
        }

        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Assert.Equal(pairs.Encode("the lowest", 99), Tokeniser.Load(reader).Encode("the lowest", 99));
    }
}
