using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class BlockFactoryTests
{
    private static readonly Study Plan = new() { Name = "s", Datasets = ["rows"], Learners = [] };

    [Fact]
    public void Random_split_gives_every_class_its_share_of_the_test_rows()
    {
        // 70 %, 20 % and 10 % of 200 rows: 40 test rows are 28, 8 and 4.
        Block block = Factory(Rows(200, i => i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2)).Base(0, int.MaxValue);
        Assert.Equal([28, 8, 4], block.TestLabels.Classes.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(160, block.Train.Count);
        Assert.Empty(Ids(block.Train.Features).Intersect(Ids(block.TestFeatures)));
        Assert.False(block.FixedTest);
    }

    [Fact]
    public void Official_test_rows_are_kept_in_order_and_never_trained_on()
    {
        BlockFactory factory = Factory(Rows(100, i => i % 2, [90, 91, 92, 93, 94, 95]));
        Block first = factory.Base(0, int.MaxValue), second = factory.Base(1, int.MaxValue);
        Assert.Equal([90f, 91, 92, 93, 94, 95], Ids(first.TestFeatures));
        Assert.Equal(Ids(first.TestFeatures), Ids(second.TestFeatures));
        Assert.Equal(94, first.Train.Count);
        Assert.DoesNotContain(90f, Ids(first.Train.Features));
        Assert.NotEqual(Ids(first.Train.Features), Ids(second.Train.Features));
        Assert.True(first.FixedTest);
    }

    [Fact]
    public void Test_rows_are_capped_by_the_study()
    {
        BlockFactory factory = new(
            Rows(100, i => i % 2, [.. Enumerable.Range(50, 50)]), Plan with { TestRows = 10 }, CoinStudy.StandardPlugins.Interventions);
        Assert.Equal((50, 10), factory.Sizes());
        Assert.Equal(10, factory.Base(0, 5).TestLabels.Count);
        Assert.False(factory.Base(0, 5).FixedTest);
    }

    [Fact]
    public void Fewer_rows_are_a_prefix_of_more()
    {
        BlockFactory factory = Factory(Rows(100, i => i % 2));
        Assert.Equal(Ids(factory.Base(3, 50).Train.Features)[..20], Ids(factory.Base(3, 20).Train.Features));
    }

    [Fact]
    public void Noise_reaches_the_labels_given_and_nothing_else()
    {
        BlockFactory factory = Factory(Rows(400, i => i % 2));
        Block clean = factory.Base(0, 300);
        Block noisy = factory.Apply(clean, new SortedDictionary<string, double> { ["label-noise-symmetric"] = 0.3, ["training-size"] = 200 }, 0);
        Assert.Equal(200, noisy.Train.Count);
        Assert.Equal(clean.TrainTrue.Classes[..200], noisy.TrainTrue.Classes);
        int flipped = noisy.Train.Labels.Classes.Zip(noisy.TrainTrue.Classes).Count(pair => pair.First != pair.Second);

        // 60 are expected; 34 and 86 lie four standard deviations away.
        Assert.InRange(flipped, 34, 86);
        Assert.Same(clean.TestLabels, noisy.TestLabels);
    }

    private static BlockFactory Factory(IDatasetSource source) => new(source, Plan, CoinStudy.StandardPlugins.Interventions);

    private static float[] Ids(FeatureTable features) => ((NumericColumn)features.Columns[0]).Values;

    private static RowSource Rows(int count, Func<int, int> label, int[]? test = null)
    {
        int[] classes = [.. Enumerable.Range(0, count).Select(label)];
        return new RowSource(new Dataset(
            "rows",
            "Rows",
            new FeatureTable(Modality.Tabular, [new NumericColumn("id", [.. Enumerable.Range(0, count).Select(i => (float)i)])]),
            Labels.OfClasses(classes, [.. Enumerable.Range(0, classes.Max() + 1).Select(k => $"{k}")]),
            new Provenance("made up"))
        {
            OfficialTestRows = test ?? [],
        });
    }

    private sealed class RowSource(Dataset data) : IDatasetSource
    {
        public string Id => data.Id;

        public string Title => data.Title;

        public Modality Modality => data.Modality;

        public TaskKind Task => data.Task;

        public bool FreshDraws => false;

        public Dataset Load(ulong sampleSeed) => data;
    }
}
