using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.BenchNeural;

/// <summary>Rows drawn at random, with labels that a network can learn and others that are wrong.</summary>
internal static class PlantedRows
{
    /// <summary>Numbers and a bend of sums of them as the class.</summary>
    public static TrainingSet Table(int rows, int columns, ulong seed)
    {
        Rng rng = new(seed);
        float[][] x = [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)rng.NextGaussian()).ToArray())];
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => x[0][row] * x[1][row] + x[2][row] > 0 ? 1 : 0)];
        return new TrainingSet(
            new FeatureTable(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values))), Labels.OfClasses(classes, ["no", "yes"]));
    }

    /// <summary>Texts of words whose frequencies fall as in language; a few of them tell the class.</summary>
    public static TrainingSet Texts(int rows, int words, ulong seed)
    {
        const int Known = 5000, Telling = 40;
        Rng rng = new(seed);
        string[] vocabulary = [.. Enumerable.Range(0, Known).Select(_ => string.Concat(Enumerable.Range(0, 3 + rng.NextInt(6)).Select(_ => (char)('a' + rng.NextInt(26)))))];
        int[] classes = [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt(2))];
        // The logarithm of a rank is even: rank r has a share of about 1 / r.
        string[] texts = [.. classes.Select(label => string.Join(' ', Enumerable.Range(0, words).Select(i => i % 8 == 0
            ? vocabulary[2 * rng.NextInt(Telling) + (rng.NextDouble() < 0.7 ? label : 1 - label)]
            : vocabulary[(int)Math.Exp(rng.NextDouble() * Math.Log(Known - 1))])))];
        return new TrainingSet(new FeatureTable(Modality.Text, [new TextColumn("text", texts)]), Labels.OfClasses(classes, ["no", "yes"]));
    }

    /// <summary>A share of the labels drawn again.</summary>
    public static Labels Noisy(Labels labels, double share, ulong seed)
    {
        Rng rng = new(seed);
        return labels.WithClasses([.. labels.Classes.Select(code => rng.NextDouble() < share ? rng.NextInt(labels.ClassCount) : code)]);
    }
}
