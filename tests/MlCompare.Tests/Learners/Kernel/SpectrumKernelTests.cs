using MlCompare.Data;
using MlCompare.Datasets.Synthetic;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Counts of n-grams as a kernel, and the weights of classes.</summary>
public class SpectrumKernelTests
{
    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(false, 2, 4)]
    [InlineData(true, 1, 2)]
    public void InnerProductsCountCommonGrams(bool words, int shortest, int longest)
    {
        string?[] texts = ["the cat sat", "The  cat, the dog", "a dog", "", null];
        SparseRows rows = new SpectrumEncoder("t", new SpectrumOptions(words, shortest, longest)).EncodeSparse(new TextColumn("t", texts))!;
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = 0; j < texts.Length; j++)
            {
                double expected = Cosine(Grams(texts[i], words, shortest, longest), Grams(texts[j], words, shortest, longest));
                Assert.True(Math.Abs(Product(rows, i, j) - expected) <= 1e-6, $"({i}, {j}): {Product(rows, i, j)} against {expected}");
            }
        }
    }

    [Fact]
    public void NeighboursInATextAreSeenAndSingleLettersAreNotEnough()
    {
        Dataset data = new MarkovText().Load(1);
        int[] first = [.. Enumerable.Range(0, 400)], next = [.. Enumerable.Range(400, 400)];
        TrainingSet train = new(data.Features.Select(first), data.Labels.Select(first));
        double Accuracy(SpectrumKernelOptions options)
        {
            Prediction prediction = new SpectrumKernelLearner(options).Fit(train, new FitContext(1)).Predict(data.Features.Select(next));
            return next.Average(i => prediction.Class(i - 400) == data.Labels.Classes[i] ? 1.0 : 0);
        }

        Assert.True(Accuracy(new SpectrumKernelOptions()) >= 0.9);
        Assert.True(Accuracy(new SpectrumKernelOptions(SpectrumUnit.Words, 1, 1)) <= 0.7);
    }

    [Fact]
    public void BalancedClassesDivideProbabilitiesByTheirShares()
    {
        Rng rng = new(5);
        float[] x = [.. Enumerable.Range(0, 300).Select(_ => (float)rng.NextGaussian())];
        int[] classes = [.. x.Select(value => value + 0.8 * rng.NextGaussian() > 1.6 ? 1 : 0)];
        FeatureTable table = new(Modality.Tabular, [new NumericColumn("x", x)]);
        TrainingSet train = new(table, Labels.OfClasses(classes, ["no", "yes"]));
        double[] plain = new KernelLearner(new KernelOptions()).Fit(train, new FitContext(1)).Predict(table).Values;
        double[] balanced = new KernelLearner(new KernelOptions(ClassWeights: ClassWeights.Balanced)).Fit(train, new FitContext(1)).Predict(table).Values;
        double share = classes.Average(), recall = 0, before = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double yes = plain[2 * i + 1] / share, no = plain[2 * i] / (1 - share);
            Assert.True(Math.Abs(balanced[2 * i + 1] - yes / (yes + no)) <= 1e-9);
            recall += classes[i] == 1 && balanced[2 * i + 1] > 0.5 ? 1 : 0;
            before += classes[i] == 1 && plain[2 * i + 1] > 0.5 ? 1 : 0;
        }

        Assert.True(recall > before, $"{recall} rows of the rare class found, {before} without weights");
    }

    private static double Product(SparseRows rows, int i, int j)
    {
        double sum = 0;
        for (int p = 0; p < rows.Columns(i).Length; p++)
        {
            int place = rows.Columns(j).IndexOf(rows.Columns(i)[p]);
            sum += place < 0 ? 0 : rows.Values(i)[p] * rows.Values(j)[place];
        }

        return sum;
    }

    private static Dictionary<string, int> Grams(string? text, bool words, int shortest, int longest)
    {
        string clean = (text ?? "").ToLowerInvariant();
        string[] tokens = words
            ? clean.Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [.. $" {string.Join(' ', clean.Split(' ', StringSplitOptions.RemoveEmptyEntries))} ".Select(c => $"{c}")];
        Dictionary<string, int> counts = [];
        for (int n = shortest; n <= longest; n++)
        {
            for (int at = 0; at + n <= tokens.Length; at++)
            {
                string gram = $"{n}:{string.Join('|', tokens[at..(at + n)])}";
                counts[gram] = counts.GetValueOrDefault(gram) + 1;
            }
        }

        return counts;
    }

    private static double Cosine(Dictionary<string, int> a, Dictionary<string, int> b)
    {
        double product = a.Sum(pair => (double)pair.Value * b.GetValueOrDefault(pair.Key));
        double left = a.Values.Sum(value => (double)value * value), right = b.Values.Sum(value => (double)value * value);
        return left * right == 0 ? 0 : product / Math.Sqrt(left * right);
    }
}
