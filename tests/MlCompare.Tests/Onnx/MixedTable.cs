using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Tests.Onnx;

/// <summary>
/// Tables with everything that an encoder has a case for: missing and infinite numbers, a constant, few and many levels, rare, unseen and missing ones,
/// ordered levels. The test rows have levels and gaps that the training rows lack.
/// </summary>
internal static class MixedTable
{
    public const int TestRows = 10_000;

    /// <param name="classes">1 for numbers.</param>
    public static (TrainingSet Train, FeatureTable Test, Labels TestLabels) Of(int classes, int trainRows = 500)
    {
        Rng rng = new(Seeds.From(11, "mixed table", classes));
        int rows = trainRows + TestRows;
        float[] wide = new float[rows], gaps = new float[rows], late = new float[rows], same = new float[rows];
        int[] pair = new int[rows], colour = new int[rows], size = new int[rows], street = new int[rows], labels = new int[rows];
        double[] targets = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            bool test = row >= trainRows;
            wide[row] = test && rng.NextInt(500) == 0 ? float.PositiveInfinity : (float)(1000 * rng.NextGaussian());
            gaps[row] = rng.NextInt(5) == 0 ? float.NaN : (float)rng.NextDouble(-2, 2);
            late[row] = test && rng.NextInt(5) == 0 ? float.NaN : rng.NextInt(4);
            same[row] = 3;
            pair[row] = rng.NextInt(2);
            colour[row] = rng.NextInt(8) == 0 ? -1 : rng.NextInt(60) == 0 ? 3 : test && rng.NextInt(20) == 0 ? 4 : rng.NextInt(3);
            size[row] = test && rng.NextInt(30) == 0 ? -1 : rng.NextInt(4);
            street[row] = rng.NextInt(400);
            double score = Math.Clamp(wide[row], -3000, 3000) / 1000 + (float.IsNaN(gaps[row]) ? 1 : gaps[row]) + (colour[row] == 1 ? 1.5 : 0) + 0.7 * size[row] + street[row] % 3;
            targets[row] = 250_000 + 50_000 * (score + 0.3 * rng.NextGaussian());
            labels[row] = Math.Clamp((int)Math.Floor((score + 0.5 * rng.NextGaussian()) * classes / 6), 0, classes - 1);
        }

        Column[] columns =
        [
            new NumericColumn("wide", wide), new NumericColumn("with gaps", gaps), new CategoricalColumn("pair", pair, ["no", "yes"]),
            new NumericColumn("late gaps", late), new NumericColumn("same", same), new CategoricalColumn("colour", colour, ["red", "grün", "blue", "rare", "never seen"]),
            new CategoricalColumn("size", size, ["S", "M", "L", "XL"], ordered: true), new CategoricalColumn("street", street, [.. Enumerable.Range(0, 400).Select(i => $"street {i}")]),
        ];
        FeatureTable all = new(Modality.Tabular, columns);
        Labels known = classes == 1 ? Labels.OfValues(targets) : Labels.OfClasses(labels, [.. Enumerable.Range(0, classes).Select(k => $"class {k}")]);
        int[] train = [.. Enumerable.Range(0, trainRows)], tested = [.. Enumerable.Range(trainRows, TestRows)];
        return (new TrainingSet(all.Select(train), known.Select(train)), all.Select(tested), known.Select(tested));
    }
}
