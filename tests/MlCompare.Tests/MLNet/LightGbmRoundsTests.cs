using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Learners;
using MlCompare.Studies;

namespace MlCompare.Tests.MLNet;

public class LightGbmRoundsTests
{
    private const int MaxRounds = 300;

    /// <summary>ML.NET tells the best round in its log only: were its wording to change, all rounds would be taken, and this fails.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void On_labels_that_say_nothing_few_rounds_are_chosen(int classes)
    {
        const int Rows = 300;
        Rng rng = new(5);
        FeatureTable features = new(Modality.Tabular, [.. Enumerable.Range(0, 3).Select(j => new NumericColumn($"x{j}", [.. Enumerable.Range(0, Rows).Select(_ => (float)rng.NextGaussian())]))]);
        Labels labels = classes == 0
            ? Labels.OfValues([.. Enumerable.Range(0, Rows).Select(_ => rng.NextGaussian())])
            : Labels.OfClasses([.. Enumerable.Range(0, Rows).Select(_ => rng.NextInt(classes))], [.. Enumerable.Range(0, classes).Select(k => $"c{k}")]);
        TrainingSet train = new(features, labels);
        long chosen = Size(new LightGbmOptions(MaxRounds: MaxRounds), train), all = Size(new LightGbmOptions(MaxRounds: MaxRounds, EarlyStopping: false), train);
        Assert.True(chosen < all / 4, $"{chosen} bytes with rounds chosen, {all} with {MaxRounds}");
    }

    private static long Size(LightGbmOptions options, TrainingSet train)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        new LightGbmLearner(options).Fit(train, new FitContext(1)).Save(writer);
        return stream.Length;
    }
}
