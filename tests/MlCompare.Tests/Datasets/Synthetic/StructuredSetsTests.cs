using MlCompare.Data;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Tests.Datasets.Synthetic;

public class StructuredSetsTests
{
    [Fact]
    public void Markov_chains_are_doubly_stochastic_and_differ()
    {
        MarkovText source = new();
        foreach (double[,] chain in source.Chains)
        {
            for (int i = 0; i < 4; i++)
            {
                Assert.True(Math.Abs(Enumerable.Range(0, 4).Sum(j => chain[i, j]) - 1) <= 1e-12);
                Assert.True(Math.Abs(Enumerable.Range(0, 4).Sum(j => chain[j, i]) - 1) <= 1e-12);
            }
        }

        Assert.NotEqual(source.Chains[0][0, 0], source.Chains[1][0, 0]);
    }

    [Fact]
    public void Markov_texts_are_blank_separated_letters_with_the_posterior_of_their_chain()
    {
        MarkovText source = new();
        (FeatureTable features, _, Truth truth) = source.Draw(20, 4);
        for (int row = 0; row < 20; row++)
        {
            string[] words = ((TextColumn)features.Columns[0]).Values[row]!.Split(' ');
            Assert.Equal(40, words.Length);
            Assert.All(words, word => Assert.Contains(word, new[] { "a", "b", "c", "d" }));
            double[] likelihood = [.. source.Chains.Select(chain =>
                words.Zip(words.Skip(1)).Aggregate(0.25, (product, pair) => product * chain[pair.First[0] - 'a', pair.Second[0] - 'a']))];
            Assert.True(Math.Abs(likelihood[1] / (likelihood[0] + likelihood[1]) - truth.Row(row)[1]) <= 1e-9);
        }
    }

    [Fact]
    public void Single_letters_tell_nothing()
    {
        Dataset data = SyntheticDatasetTests.Load("markov-text");
        string[] texts = [.. ((TextColumn)data.Features.Columns[0]).Values.Select(text => text!)];
        foreach (char letter in "abcd")
        {
            double Share(int label) => Enumerable.Range(0, data.Count).Where(row => data.Labels.Classes[row] == label)
                .Average(row => texts[row].Count(c => c == letter) / 40.0);
            // 5,000 texts of 40 dependent letters: a standard deviation of about 0.0015 each.
            Assert.True(Math.Abs(Share(0) - Share(1)) <= 0.01 && Math.Abs(Share(0) - 0.25) <= 0.008);
        }
    }

    [Fact]
    public void Image_posterior_predicts_the_labels_as_well_as_it_claims()
    {
        // A posterior that is too sure or too unsure has a log loss above its own entropy.
        (FeatureTable features, Labels labels, Truth truth) = new TranslatedPatterns().Draw(4000, 4);
        ImageColumn images = (ImageColumn)features.Columns[0];
        Assert.Equal((12, 12, 1), (images.Height, images.Width, images.Channels));
        double logLoss = Enumerable.Range(0, 4000).Average(row => -Math.Log(Math.Max(1e-300, truth.Row(row)[labels.Classes[row]])));
        double expected = Enumerable.Range(0, 4000).Average(row => Entropy(truth.Row(row)[1]));
        Assert.True(Math.Abs(logLoss - expected) <= 0.006, $"log loss {logLoss}, expected {expected}");
    }

    [Fact]
    public void Image_noise_has_the_deviation_stated_and_patterns_add_sixteen_pixels()
    {
        ImageColumn images = (ImageColumn)SyntheticDatasetTests.Load("translated-patterns").Features.Columns[0];
        double square = images.Pixels.Average(image => image.Sum(pixel => (double)pixel * pixel));
        // 144 pixels of variance 0.49 and 16 pixels of ± 1.
        Assert.True(Math.Abs(square - (144 * 0.49 + 16)) <= 0.5, $"{square}");
    }

    private static double Entropy(double p) => p is 0 or 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);
}
