using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>
/// Two classes in 50 columns, in the manner of Guyon's Madelon: 20 informative columns in which each class has four clusters at
/// corners of a cube, 10 sums of these, 20 of noise; 5 % of the labels are flipped.
/// </summary>
internal static class PlantedTable
{
    public const int Width = 50;

    private const int Informative = 20, Sums = 10, Clusters = 8;

    public static Block Draw(int trainRows, int testRows)
    {
        Rng rng = new(Seeds.From(1, "planted table"));
        double[][] centres = [.. Enumerable.Range(0, Clusters).Select(_ => Draws(Informative, () => rng.NextDouble() < 0.5 ? -0.8 : 0.8))];
        double[][] weights = [.. Enumerable.Range(0, Sums).Select(_ => Draws(Informative, () => rng.NextDouble(-1, 1)))];
        (FeatureTable trainX, Labels trainY) = Rows(trainRows, centres, weights, rng);
        (FeatureTable testX, Labels testY) = Rows(testRows, centres, weights, rng);
        return new Block(new TrainingSet(trainX, trainY), trainY, testX, testY, null, null);
    }

    private static double[] Draws(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    private static (FeatureTable Features, Labels Labels) Rows(int count, double[][] centres, double[][] weights, Rng rng)
    {
        float[][] columns = [.. Enumerable.Range(0, Width).Select(_ => new float[count])];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            int cluster = rng.NextInt(Clusters);
            classes[i] = rng.NextDouble() < 0.05 ? 1 - cluster % 2 : cluster % 2;
            for (int j = 0; j < Width; j++)
            {
                bool isSum = j >= Informative && j < Informative + Sums;
                columns[j][i] = isSum
                    ? Sum(columns, weights[j - Informative], i)
                    : (float)(rng.NextGaussian() + (j < Informative ? centres[cluster][j] : 0));
            }
        }

        return (
            new FeatureTable(Modality.Tabular, columns.Select((values, j) => new NumericColumn(FormattableString.Invariant($"x{j:00}"), values))),
            Labels.OfClasses(classes, ["a", "b"]));
    }

    private static float Sum(float[][] columns, double[] weights, int row)
    {
        double sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            sum += weights[j] * columns[j][row];
        }

        return (float)sum;
    }
}
