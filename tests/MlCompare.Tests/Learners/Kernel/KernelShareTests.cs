using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Nested sizes and label versions in one go give the models of one-by-one fits: same choices, same predictions.</summary>
public class KernelShareTests
{
    [DataTheory]
    [InlineData("california-housing")]
    [InlineData("digits")]
    [InlineData("adult")]
    [InlineData("sms-spam")]
    [InlineData("ames-housing")]
    public void SharedEqualsAlone(string id)
    {
        Dataset data = new DatasetLibrary(DataFactAttribute.Folder).Resolve(id).Load(1);
        int[] order = new Rng(Seeds.From(3, id)).Permutation(data.Count);
        int[] sizes = [200, 260, 420, 1000, 1100];
        FeatureTable train = data.Features.Select(order.AsSpan(0, sizes[^1])), test = data.Features.Select(order.AsSpan(sizes[^1], 100));
        Labels clean = data.Labels.Select(order.AsSpan(0, sizes[^1]));
        SharedCell[] cells = [.. from size in sizes from labels in new[] { clean, Exchanged(clean) } select new SharedCell(size, labels.Head(size), 5)];
        KernelLearner learner = new(new KernelOptions(SearchRows: 400));
        ISharedWork work = learner.Share(train, cells, new FitContext(5) { Threads = 2 });
        for (int i = 0; i < cells.Length; i++)
        {
            KernelPredictor shared = (KernelPredictor)work.Fit(i, CancellationToken.None).Model;
            KernelPredictor alone = (KernelPredictor)learner.Fit(new TrainingSet(train.Head(cells[i].Rows), cells[i].Labels), new FitContext(5));
            Assert.Equal((alone.Shape, alone.Bandwidth, alone.Ridge), (shared.Shape, shared.Bandwidth, shared.Ridge));
            double[] expected = alone.Predict(test).Values, actual = shared.Predict(test).Values;
            for (int p = 0; p < expected.Length; p++)
            {
                Assert.True(Math.Abs(expected[p] - actual[p]) <= 1e-4 * Math.Max(1, Math.Abs(expected[p])), $"cell {i}: {actual[p]} against {expected[p]}");
            }
        }
    }

    [Fact]
    public void TheHeadIsTheSameWithinASpanOfFour()
    {
        FeatureTable table = new(Modality.Tabular, [new NumericColumn("x", new float[1])]), texts = new(Modality.Text, [new TextColumn("t", ["a"])]);
        Assert.Equal([60, 250, 250, 1000, 1000, 4000], new[] { 60, 250, 999, 1000, 3999, 8000 }.Select(rows => KernelHead.Rows(table, rows)));
        Assert.Equal(8000, KernelHead.Rows(texts, 8000));
    }

    /// <summary>Three in ten rows get another row's label.</summary>
    private static Labels Exchanged(Labels labels)
    {
        Rng rng = new(4);
        return labels.Select([.. Enumerable.Range(0, labels.Count).Select(row => rng.NextDouble() < 0.3 ? rng.NextInt(labels.Count) : row)]);
    }
}
