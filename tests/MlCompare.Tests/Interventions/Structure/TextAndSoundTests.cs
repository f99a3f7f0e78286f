using MlCompare.Data;
using MlCompare.Interventions.Structure;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Interventions.Structure;

public class TextAndSoundTests
{
    private static readonly Block Texts = Of(Problems.Texts()), Sounds = Of(Problems.Sounds());

    [Fact]
    public void Shuffled_words_are_the_same_words()
    {
        string[][] before = Words(Texts.TestFeatures), after = Words(new ShuffledWords().Apply(Texts, 1, new Rng(1)).TestFeatures);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Order(StringComparer.Ordinal), pair.Second.Order(StringComparer.Ordinal)));
        Assert.True(before.Zip(after).Count(pair => !pair.First.SequenceEqual(pair.Second)) > 70);
    }

    [Fact]
    public void Scrambled_letters_stay_in_their_word_and_nest_in_the_level()
    {
        string[][] before = Words(Texts.TestFeatures);
        string[][] some = Words(new ScrambledLetters().Apply(Texts, 0.2, new Rng(1)).TestFeatures), more = Words(new ScrambledLetters().Apply(Texts, 0.5, new Rng(1)).TestFeatures);
        int changed = 0, all = 0;
        for (int row = 0; row < before.Length; row++)
        {
            for (int place = 0; place < before[row].Length; place++)
            {
                all++;
                Assert.Equal(before[row][place].Order(), more[row][place].Order());
                if (some[row][place] != before[row][place])
                {
                    changed++;
                    Assert.Equal(some[row][place], more[row][place]);
                }
            }
        }

        // Words of one letter, and shuffles that give the old word, are part of the fifth.
        Assert.InRange(changed / (double)all, 0.1, 0.2);
    }

    [Fact]
    public void Rare_words_go_and_frequent_ones_stay()
    {
        Block block = Texts with { TestFeatures = Text("the the the the the the cat", "The, the the dog."), Train = Texts.Train with { Features = Text("the cat unseen") } };
        Block cut = new RareWordsRemoved().Apply(block, 0.2, new Rng(1));
        Assert.Equal("the the the the the the|The, the the", string.Join('|', ((TextColumn)cut.TestFeatures.Columns[0]).Values));
        Assert.Equal("the", string.Join('|', ((TextColumn)cut.Train.Features.Columns[0]).Values));
    }

    [Fact]
    public void Sounds_are_turned_round()
    {
        float[] wave = ((WaveformColumn)Sounds.TestFeatures.Columns[0]).Samples[0];
        Assert.Equal(wave.Reverse(), Waves(new ReversedSounds().Apply(Sounds, 1, new Rng(1)))[0]);
        float[] half = Waves(new ReversedSounds().Apply(Sounds, 0.5, new Rng(1)))[0];
        Assert.Equal(wave[(wave.Length / 2 + 1)..], half[(wave.Length / 2 + 1)..]);
    }

    [Fact]
    public void Segments_keep_their_samples_and_change_their_places()
    {
        float[] wave = ((WaveformColumn)Sounds.TestFeatures.Columns[0]).Samples[0];
        float[] shuffled = Waves(new ShuffledSegments().Apply(Sounds, 1, new Rng(1)))[0];
        Assert.Equal(wave.Order(), shuffled.Order());
        Assert.NotEqual(wave, shuffled);
        int length = wave.Length / 16;
        Assert.All(Enumerable.Range(0, 16), i => Assert.Contains(Enumerable.Range(0, 16), j =>
            shuffled.AsSpan(i * length, length).SequenceEqual(wave.AsSpan(j * length, length))));
    }

    [Fact]
    public void Blur_keeps_a_flat_image_and_what_high_pass_takes_is_what_the_blur_leaves()
    {
        ImageColumn shape = new("i", [], 8, 6, 2);
        float[] flat = [.. Enumerable.Repeat(0.3f, 8 * 6 * 2)];
        Assert.All(Blur.Of(flat, shape, 1.5), value => Assert.Equal(0.3, value, 1e-6));
        Rng rng = new(3);
        float[] noise = [.. flat.Select(_ => (float)rng.NextGaussian())];
        float[] blurred = Blur.Of(noise, shape, 1.5);
        // The mirrored edge keeps the mean of each channel.
        Assert.Equal(noise.Average(), blurred.Average(), 1e-5);
        Assert.True(blurred.Average(value => value * value) < 0.3 * noise.Average(value => value * value));
    }

    private static Block Of(Problem problem) => new(problem.Train, problem.Train.Labels, problem.Test, problem.TestLabels, null, null);

    private static FeatureTable Text(params string[] texts) => new(Modality.Text, [new TextColumn("text", texts)]);

    private static string[][] Words(FeatureTable features) => [.. ((TextColumn)features.Columns[0]).Values.Select(text => text!.Split(' '))];

    private static float[][] Waves(Block block) => [.. ((WaveformColumn)block.TestFeatures.Columns[0]).Samples];
}
