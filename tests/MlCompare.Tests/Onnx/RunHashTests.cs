using MlCompare.Onnx.Texts;

namespace MlCompare.Tests.Onnx;

/// <summary>Runs of characters that differ have hashes that differ; where a letter of one run could make up for one of another, above all.</summary>
public class RunHashTests
{
    private const int Letters = 5;

    [Fact]
    public void Every_pair_of_short_words_has_a_hash_of_its_own()
    {
        long[][] words = [.. Words()];
        long[] hashes = [.. words.SelectMany(first => words.Select(second => RunHash.OfPair(first, second)))];
        Assert.Equal(words.Length * words.Length, hashes.Distinct().Count());

        // The twin: letters of the first word added to those of the second, one place on.
        Assert.True(words.SelectMany(first => words.Select(second => Shifted(first, second))).Distinct().Count() < hashes.Length);
    }

    [Fact]
    public void Every_short_run_has_a_hash_of_its_own()
    {
        long[][] words = [.. Words()];
        Assert.Equal(words.Length, words.Select(word => RunHash.Of(word)).Distinct().Count());
        Assert.Equal(words.Length, words.Select(word => RunHash.OfWindow(word)).Distinct().Count());
    }

    /// <summary>All words of one to three letters.</summary>
    private static IEnumerable<long[]> Words()
    {
        for (long a = 1; a <= Letters; a++)
        {
            yield return [a];
            for (long b = 1; b <= Letters; b++)
            {
                yield return [a, b];
                for (long c = 1; c <= Letters; c++)
                {
                    yield return [a, b, c];
                }
            }
        }
    }

    private static string Shifted(long[] first, long[] second)
    {
        long[] sums = new long[Math.Max(first.Length + 1, second.Length)];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = (i < second.Length ? second[i] + 1 : 0) + (i > 0 && i <= first.Length ? first[i - 1] + 1 : 0);
        }

        return string.Join(' ', sums);
    }
}
