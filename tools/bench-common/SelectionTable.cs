using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.BenchCommon;

/// <summary>
/// A drawn table to choose defaults on, so that they are not chosen on the public sets that results are reported on. Numbers and
/// categories carry latent Gaussians; scores are sums of waves of single columns, of products of pairs, and of random trees; labels
/// are drawn from the softmax of the scores, targets are scores plus noise.
/// </summary>
/// <param name="Rows">Training rows; as many test rows, at least 4,000.</param>
/// <param name="Classes">0 for regression.</param>
/// <param name="Signal">Standard deviation of the scores: large means separable classes; for regression, signal to noise.</param>
/// <param name="Trees">Random trees in the scores, of depth <paramref name="Depth"/>.</param>
/// <param name="Skewed">Exponential targets, or classes of very different size.</param>
internal sealed record SelectionTable(
    string Id, int Rows, int Numbers, int Categories, int Classes, double Signal, int Pairs, int Trees, int Depth, bool Skewed = false)
{
    private const double MissingShare = 0.05;

    /// <summary>From 600 to 40,000 rows, noisy to separable, smooth to jagged.</summary>
    public static IReadOnlyList<SelectionTable> All { get; } =
    [
        new("small-noisy", 600, 10, 8, 2, 1.0, 3, 0, 0),
        new("small-smooth", 1000, 8, 0, 0, 4, 4, 0, 0),
        new("prices", 2400, 25, 20, 0, 4, 8, 0, 0, Skewed: true),
        new("counts", 4000, 40, 0, 2, 3, 6, 10, 3),
        new("survey", 5000, 6, 10, 2, 1.5, 5, 0, 0),
        new("ordinal", 4000, 9, 0, 0, 0.8, 3, 0, 0),
        new("clusters", 6000, 16, 0, 12, 4, 12, 20, 3),
        new("census", 25000, 6, 8, 2, 2.0, 6, 10, 3, Skewed: true),
        new("jagged", 30000, 8, 1, 2, 4, 4, 100, 7),
        new("jagged-numbers", 30000, 9, 0, 0, 3, 4, 100, 7),
        new("products", 15000, 60, 0, 8, 2.5, 15, 30, 4, Skewed: true),
        new("rare-classes", 20000, 20, 3, 10, 8, 10, 20, 3, Skewed: true),
        new("large-smooth", 40000, 15, 3, 0, 6, 10, 0, 0),
    ];

    public Block Draw(int seed)
    {
        Rng rng = new(Seeds.From(1, "selection", Id, seed));
        int test = Math.Max(4000, Rows), all = Rows + test, width = Numbers + Categories;
        double[][] latent = [.. Enumerable.Range(0, width).Select(_ => new double[all])];
        Column[] columns = [.. Enumerable.Range(0, width).Select(j => j < Numbers ? (Column)Number(j, latent[j], rng) : Category(j, latent[j], rng))];
        double[][] scores = [.. Enumerable.Range(0, Math.Max(1, Classes == 2 ? 1 : Classes)).Select(_ => Scores(latent, all, rng))];
        Labels labels = Classes == 0 ? Targets(scores[0], rng) : DrawClasses(scores, all, rng);
        FeatureTable table = new(Modality.Tabular, columns);
        int[] train = [.. Enumerable.Range(0, Rows)], held = [.. Enumerable.Range(Rows, test)];
        return new Block(
            new TrainingSet(table.Select(train), labels.Select(train)), labels.Select(train), table.Select(held), labels.Select(held), null, null);
    }

    /// <summary>A Gaussian as it is, as an exponential, or as a count; now and then missing.</summary>
    private static NumericColumn Number(int j, double[] latent, Rng rng)
    {
        float[] values = new float[latent.Length];
        bool mayMiss = rng.NextDouble() < 0.3;
        int shape = rng.NextInt(3);
        for (int i = 0; i < values.Length; i++)
        {
            latent[i] = rng.NextGaussian();
            values[i] = mayMiss && rng.NextDouble() < MissingShare ? float.NaN
                : shape == 0 ? (float)latent[i]
                : shape == 1 ? (float)Math.Exp(2 * latent[i])
                : MathF.Max(0, MathF.Round((float)(3 * latent[i] + 2)));
        }

        return new NumericColumn(FormattableString.Invariant($"n{j:00}"), values);
    }

    /// <summary>Levels of Zipf's frequencies, each with a Gaussian of its own.</summary>
    private static CategoricalColumn Category(int j, double[] latent, Rng rng)
    {
        int levels = 2 + (int)Math.Exp(rng.NextDouble(0, Math.Log(60)));
        double[] effects = [.. Enumerable.Range(0, levels).Select(_ => rng.NextGaussian())];
        int[] codes = new int[latent.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Math.Min(levels - 1, (int)Math.Pow(levels + 1, rng.NextDouble()) - 1);
            latent[i] = effects[codes[i]];
        }

        return new CategoricalColumn(FormattableString.Invariant($"c{j:00}"), codes, [.. Enumerable.Range(0, levels).Select(level => $"level {level}")]);
    }

    private double[] Scores(double[][] latent, int rows, Rng rng)
    {
        double[] scores = new double[rows];
        foreach (double[] column in latent)
        {
            // Some columns matter, some hardly: weights fall off as squares of uniforms do.
            double weight = Math.Pow(rng.NextDouble(), 2), pace = rng.NextDouble(0.5, 2.5), phase = rng.NextDouble(0, 6);
            Add(scores, i => weight * Math.Sin(pace * column[i] + phase));
        }

        for (int p = 0; p < Pairs; p++)
        {
            double[] a = latent[rng.NextInt(latent.Length)], b = latent[rng.NextInt(latent.Length)];
            double weight = rng.NextDouble(-0.5, 0.5);
            Add(scores, i => weight * a[i] * b[i]);
        }

        for (int t = 0; t < Trees; t++)
        {
            (double[] Column, double Cut)[] cuts =
                [.. Enumerable.Range(0, Depth).Select(_ => (latent[rng.NextInt(latent.Length)], 0.7 * rng.NextGaussian()))];
            double[] leaves = [.. Enumerable.Range(0, 1 << Depth).Select(_ => rng.NextGaussian() * 2 / Math.Sqrt(Trees))];
            Add(scores, i => leaves[cuts.Aggregate(0, (leaf, cut) => 2 * leaf + (cut.Column[i] > cut.Cut ? 1 : 0))]);
        }

        double mean = scores.Average(), deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        return [.. scores.Select(score => Signal * (score - mean) / deviation)];
    }

    private static void Add(double[] scores, Func<int, double> part)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] += part(i);
        }
    }

    private Labels Targets(double[] scores, Rng rng) => Labels.OfValues(
        [.. scores.Select(score => score + rng.NextGaussian()).Select(value => Skewed ? Math.Exp(0.12 * value) : value)]);

    private Labels DrawClasses(double[][] scores, int rows, Rng rng)
    {
        // Gumbel's trick draws from the softmax; two classes are the logistic of one score.
        double[] offsets = [.. Enumerable.Range(0, Classes).Select(k => Skewed ? -k : 0.0)];
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            double best = double.NegativeInfinity;
            for (int k = 0; k < Classes; k++)
            {
                double score = (Classes == 2 ? k * scores[0][i] : scores[k][i]) + offsets[k] - Math.Log(-Math.Log(1 - rng.NextDouble()));
                if (score > best)
                {
                    (best, classes[i]) = (score, k);
                }
            }
        }

        return Labels.OfClasses(classes, [.. Enumerable.Range(0, Classes).Select(k => $"class {k}")]);
    }
}
