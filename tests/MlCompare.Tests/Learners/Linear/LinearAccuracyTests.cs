using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Learners.Linear;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Learners.Linear;

/// <summary>Floors a little below what was measured, so that a lost encoder or a lost penalty shows.</summary>
[Trait("Category", "Slow")]
public class LinearAccuracyTests
{
    [DataFact]
    public void Adult() => AssertAccuracy("adult", 0.850);

    [DataFact]
    public void Sms_spam() => AssertAccuracy("sms-spam", 0.985);

    [DataFact]
    public void Digits() => AssertAccuracy("digits", 0.95, rows: 1000);

    [DataFact]
    public void Digits_with_two_fifths_of_the_labels_wrong() => AssertAccuracy("digits", 0.85, rows: 1000, noise: 0.4);

    [DataFact]
    public void Spoken_digits() => AssertAccuracy("fsdd", 0.95);

    [DataFact]
    public void California_housing()
    {
        (Prediction prediction, Labels truth) = Solve("california-housing", int.MaxValue, 0);
        double mean = truth.Values.Average();
        double explained = 1 - truth.Values.Select((value, i) => Math.Pow(value - prediction.Values[i], 2)).Sum()
            / truth.Values.Sum(value => Math.Pow(value - mean, 2));
        Assert.True(explained >= 0.62, $"{explained}");
    }

    private static void AssertAccuracy(string id, double least, int rows = int.MaxValue, double noise = 0)
    {
        (Prediction prediction, Labels truth) = Solve(id, rows, noise);
        double accuracy = Enumerable.Range(0, truth.Count).Average(i => prediction.Class(i) == truth.Classes[i] ? 1.0 : 0);
        Assert.True(accuracy >= least, $"{id}: {accuracy}");
    }

    /// <summary>The official split where there is one, a random fifth for testing else.</summary>
    private static (Prediction Prediction, Labels Truth) Solve(string id, int rows, double noise)
    {
        Dataset data = new DatasetLibrary(DataFactAttribute.Folder).Resolve(id).Load(1);
        Rng rng = new(3);
        int[] order = rng.Permutation(data.Count);
        int[] test = data.OfficialTestRows.Length > 0 ? data.OfficialTestRows : order[..(data.Count / 5)];
        int[] train = [.. order.Except(test).Take(rows)];
        Labels labels = data.Labels.Select(train);
        if (noise > 0)
        {
            labels = labels.WithClasses(
                [.. labels.Classes.Select(code => rng.NextDouble() < noise ? (code + 1 + rng.NextInt(labels.ClassCount - 1)) % labels.ClassCount : code)]);
        }

        IPredictor model = new LinearLearner().Fit(new TrainingSet(data.Features.Select(train), labels), new FitContext(1));
        return (model.Predict(data.Features.Select(test)), data.Labels.Select(test));
    }
}
