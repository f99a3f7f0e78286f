using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Base of the embedded data sets: rows drawn from a known distribution, 6,000 for training and 4,000 for testing, with the exact
/// P(y|x) or E(y|x) of each. The <em>task seed</em> fixes the rule, the sample seed the rows: a verdict on one rule is a verdict on one
/// instance, so repeat it with another task seed before generalising.
/// </summary>
/// <param name="name">Id with the standard task seed.</param>
public abstract class SyntheticDataset(string name) : IDatasetSource
{
    /// <summary>Rows for training.</summary>
    public const int PoolRows = 6000;

    /// <summary>Rows for testing, the last ones: the official test part of each draw.</summary>
    public const int TestRows = 4000;

    /// <summary>Draws from which the constants of a rule (median, variance) are estimated.</summary>
    private protected const int DrawsOfConstants = 200_000;

    /// <summary>
    /// The task seed whose constants are stored: the first of 1, 2, 3 with balanced classes and Bayes risks near those of the pilot
    /// runs that the expectations come from. No learner was run to choose it.
    /// </summary>
    public const ulong StandardTask = 3;

    public string Id => TaskSeed == StandardTask ? name : $"{name}-task-{TaskSeed}";

    public abstract string Title { get; }

    public virtual Modality Modality => Modality.Tabular;

    public virtual TaskKind Task => TaskKind.Binary;

    public bool FreshDraws => true;

    /// <summary>Fixes the rule; another one makes another data set of the same kind.</summary>
    public ulong TaskSeed { get; init; } = StandardTask;

    /// <summary>What the rule is, in words, and who should win.</summary>
    public abstract string Description { get; }

    /// <summary>Rows for training and rows for testing, where a rule has fewer of them than usual.</summary>
    private protected virtual (int Pool, int Test) Parts => (PoolRows, TestRows);

    public Dataset Load(ulong sampleSeed)
    {
        (int pool, int test) = Parts;
        (FeatureTable features, Labels labels, Truth truth) = Draw(pool + test, sampleSeed);
        return new Dataset(
            Id,
            Title,
            features,
            labels,
            new Provenance("embedded", "MIT", $"{Description} Task seed {TaskSeed}; the first draw has sample seed {sampleSeed}."))
        {
            OfficialTestRows = [.. Enumerable.Range(pool, test)],
            Truth = truth,
        };
    }

    /// <summary>Any number of independent rows, with their truth.</summary>
    public (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, ulong sampleSeed) =>
        Draw(rows, new Rng(Seeds.From(sampleSeed, "synthetic rows")));

    protected abstract (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng);

    /// <summary>The generator of the rule; the same for the same names.</summary>
    private protected Rng TaskRng(string rule) => new(Seeds.From(TaskSeed, "synthetic task", rule));

    /// <summary>Numeric columns x1, x2, … from row-major values.</summary>
    private protected static FeatureTable Table(float[] rows, int width) => new(
        Modality.Tabular,
        Enumerable.Range(0, width).Select(j =>
            new NumericColumn($"x{j + 1}", [.. Enumerable.Range(0, rows.Length / width).Select(i => rows[i * width + j])])));

    /// <summary>Two classes drawn with P(y = 1) = <paramref name="eta"/>; one draw a row, also when eta is 0 or 1.</summary>
    private protected static (Labels Labels, Truth Truth) Binary(double[] eta, Rng rng)
    {
        int[] classes = new int[eta.Length];
        double[] probabilities = new double[2 * eta.Length];
        for (int row = 0; row < eta.Length; row++)
        {
            classes[row] = rng.NextDouble() < eta[row] ? 1 : 0;
            (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - eta[row], eta[row]);
        }

        return (Labels.OfClasses(classes, ["0", "1"]), new Truth(probabilities, 2));
    }

    /// <summary>Classes that follow from the features without doubt.</summary>
    private protected static (Labels Labels, Truth Truth) Certain(int[] classes, ImmutableArray<string> names)
    {
        double[] probabilities = new double[classes.Length * names.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            probabilities[row * names.Length + classes[row]] = 1;
        }

        return (Labels.OfClasses(classes, names), new Truth(probabilities, names.Length));
    }

    /// <summary>Standard normal values, rounded to what the learners see before any rule is applied.</summary>
    private protected static float[] Gaussians(int count, Rng rng)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)rng.NextGaussian();
        }

        return values;
    }

    /// <summary>−1 or 1 with equal chances.</summary>
    private protected static float[] Signs(int count, Rng rng)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = rng.NextInt(2) == 0 ? -1 : 1;
        }

        return values;
    }

    private protected static double Logistic(double score) => 1 / (1 + Math.Exp(-score));

    private protected static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            sum += weights[j] * x[j];
        }

        return sum;
    }
}
