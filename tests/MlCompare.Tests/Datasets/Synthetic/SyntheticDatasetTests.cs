using System.Collections.Concurrent;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Tests.Datasets.Synthetic;

/// <summary>What all embedded data sets promise, on each that the scan finds.</summary>
public class SyntheticDatasetTests
{
    private static readonly SyntheticDataset[] All =
        [.. Catalog.Scan<IDatasetSource>(typeof(SyntheticDataset).Assembly).All.OfType<SyntheticDataset>()];

    private static readonly ConcurrentDictionary<string, Dataset> Loaded = new();

    public static TheoryData<string> Ids => [.. All.Select(set => set.Id)];

    [Fact]
    public void All_are_found() => Assert.Equal(
        [
            "axis-boxes", "circle-waves", "heavy-tail-table", "linear-logistic", "markov-text", "modular-addition", "multi-index", "random-hierarchy",
            "rotated-boxes", "single-index", "smooth-waves", "sparse-parity", "sparse-parity-4", "staircase", "translated-patterns", "two-regimes",
            "two-regimes-shifted",
        ],
        All.Select(set => set.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Loads_what_it_declares(string id)
    {
        SyntheticDataset source = Source(id);
        Dataset data = Load(id);
        Assert.Equal((source.Id, source.Title, source.Modality, source.Task), (data.Id, data.Title, data.Modality, data.Task));
        Assert.True(source.FreshDraws);
        // All pairs of numbers below 31, once each.
        (int pool, int test) = id == "modular-addition" ? (576, 385) : (6000, 4000);
        Assert.Equal(Enumerable.Range(pool, test), data.OfficialTestRows);
        Assert.Equal((pool + test, pool + test), (data.Count, data.Truth!.Count));
        Assert.Equal("embedded", data.Provenance.Source);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Truth_is_a_distribution(string id)
    {
        Truth truth = Load(id).Truth!;
        Assert.All(truth.Values, value => Assert.True(double.IsFinite(value)));
        if (Load(id).Task == TaskKind.Regression)
        {
            Assert.Equal(1, truth.Columns);
            Assert.True(truth.NoiseVariance > 0);
            return;
        }

        for (int row = 0; row < truth.Count; row++)
        {
            double[] shares = truth.Row(row).ToArray();
            Assert.True(shares.All(share => share >= 0) && Math.Abs(shares.Sum() - 1) <= 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Labels_follow_the_truth_in_every_bin(string id)
    {
        Dataset data = Load(id);
        if (data.Task != TaskKind.Binary)
        {
            return;
        }

        foreach (IGrouping<int, int> bin in Enumerable.Range(0, data.Count).GroupBy(row => (int)Math.Min(9, 10 * data.Truth!.Row(row)[1])))
        {
            double expected = bin.Average(row => data.Truth!.Row(row)[1]);
            double variance = bin.Average(row => data.Truth!.Row(row)[1] * data.Truth!.Row(row)[0]) / bin.Count();
            double found = bin.Average(row => (double)data.Labels.Classes[row]);
            Assert.True(Math.Abs(found - expected) <= 4 * Math.Sqrt(variance), $"bin {bin.Key}: expected {expected}, found {found}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Same_seed_same_rows_other_seed_other_rows(string id)
    {
        SyntheticDataset source = Source(id);
        string Rows(ulong seed) => Hash(source.Draw(50, seed));
        Assert.Equal(Rows(1), Rows(1));
        Assert.Equal(Rows(1), Hash(((SyntheticDataset)Activator.CreateInstance(source.GetType())!).Draw(50, 1)));
        Assert.NotEqual(Rows(1), Rows(2));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Classes_are_balanced_enough(string id)
    {
        Dataset data = Load(id);
        if (data.Task != TaskKind.Regression)
        {
            double even = 1.0 / data.Labels.ClassCount;
            Assert.All(Enumerable.Range(0, data.Labels.ClassCount), k => Assert.InRange(data.Labels.Classes.Count(label => label == k) / (double)data.Count, 0.8 * even, 1.2 * even));
        }
    }

    internal static Dataset Load(string id) => Loaded.GetOrAdd(id, name => Source(name).Load(1));

    internal static double BayesRisk(Truth truth) => Enumerable.Range(0, truth.Count).Average(row =>
    {
        double best = 0;
        foreach (double p in truth.Row(row))
        {
            best = Math.Max(best, p);
        }

        return 1 - best;
    });

    private static SyntheticDataset Source(string id) => All.Single(set => set.Id == id);

    private static string Hash((FeatureTable Features, Labels Labels, Truth Truth) draw) =>
        new Dataset("x", "x", draw.Features, draw.Labels, new Provenance("x")).ContentHash + string.Join(' ', draw.Truth.Values);
}
