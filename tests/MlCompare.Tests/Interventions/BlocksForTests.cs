using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions;

/// <summary>Small blocks of every task, drawn from one seed.</summary>
internal static class BlocksForTests
{
    /// <summary>Three Gaussian classes around corners; a numeric pair and a category that tells nothing.</summary>
    public static Block Classes(int rows = 1000, int classCount = 3, ulong seed = 1)
    {
        Rng rng = new(seed);
        const int TestRows = 400;
        int all = rows + TestRows;
        int[] classes = [.. Enumerable.Range(0, all).Select(_ => rng.NextInt(classCount))];
        float[] x = [.. classes.Select(k => (float)(Math.Cos(2 * k) + 0.6 * rng.NextGaussian()))];
        float[] y = [.. classes.Select(k => (float)(Math.Sin(2 * k) + 0.6 * rng.NextGaussian()))];
        int[] codes = [.. classes.Select(_ => rng.NextInt(4) - 1)];
        FeatureTable features = new(
            Modality.Tabular,
            [new NumericColumn("x", x), new NumericColumn("y", y), new CategoricalColumn("c", codes, ["p", "q", "r"])]);
        return Split(features, Labels.OfClasses(classes, [.. Enumerable.Range(0, classCount).Select(k => $"k{k}")]), rows, null);
    }

    /// <summary>Two classes with P(y = 1 | x) = logistic(3x), known.</summary>
    public static Block WithTruth(int rows, ulong seed = 1)
    {
        Rng rng = new(seed);
        int all = rows + 400;
        double[] x = [.. Enumerable.Range(0, all).Select(_ => rng.NextGaussian())];
        double[] p = [.. x.Select(value => 1 / (1 + Math.Exp(-3 * value)))];
        int[] classes = [.. p.Select(value => rng.NextDouble() < value ? 1 : 0)];
        return Split(
            new FeatureTable(Modality.Tabular, [new NumericColumn("x", [.. x.Select(value => (float)value)])]),
            Labels.OfClasses(classes, ["no", "yes"]),
            rows,
            new Truth([.. p.SelectMany(value => new[] { 1 - value, value })], 2));
    }

    public static Block Numbers(int rows = 1000, ulong seed = 1)
    {
        Rng rng = new(seed);
        double[] x = [.. Enumerable.Range(0, rows + 400).Select(_ => rng.NextGaussian())];
        return Split(
            new FeatureTable(Modality.Tabular, [new NumericColumn("x", [.. x.Select(value => (float)value)])]),
            Labels.OfValues([.. x.Select(value => 3 + 2 * value + 0.1 * rng.NextGaussian())]),
            rows,
            null);
    }

    private static Block Split(FeatureTable features, Labels labels, int rows, Truth? truth)
    {
        int[] train = [.. Enumerable.Range(0, rows)], test = [.. Enumerable.Range(rows, features.Count - rows)];
        Labels trainLabels = labels.Select(train);
        return new Block(
            new TrainingSet(features.Select(train), trainLabels),
            trainLabels,
            features.Select(test),
            labels.Select(test),
            truth?.Select(train),
            truth?.Select(test));
    }
}
