using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions;

/// <summary>What all noises promise, checked on each that the scan finds.</summary>
public class NoiseTests
{
    private static readonly Catalog<IIntervention> All = Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly);

    public static TheoryData<string> Noises => [.. All.All.Where(one => one.Stage == Stage.Noise).Select(one => one.Id)];

    [Fact]
    public void All_nine_are_found() => Assert.Equal(
        [
            "label-noise-boundary", "label-noise-class-conditional", "label-noise-instance", "label-noise-pair", "label-noise-symmetric",
            "target-noise-gaussian", "target-noise-heteroscedastic", "target-noise-outliers", "target-noise-shuffled",
        ],
        All.All.Where(one => one.Stage == Stage.Noise).Select(one => one.Id));

    [Theory]
    [MemberData(nameof(Noises))]
    public void Level_zero_is_the_block_itself(string id)
    {
        Block block = BlockFor(id);
        Assert.Same(block, All.Get(id).Apply(block, 0, new Rng(1)));
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Only_the_labels_given_change(string id)
    {
        Block block = BlockFor(id);
        string before = Text(block);
        Block noisy = All.Get(id).Apply(block, All.Get(id).Levels[^1], new Rng(1));
        Assert.Equal(before, Text(block));
        Assert.NotEqual(before, Text(noisy));
        Assert.Same(block.TrainTrue, noisy.TrainTrue);
        Assert.Same(block.TestLabels, noisy.TestLabels);
        Assert.Same(block.TestFeatures, noisy.TestFeatures);
        Assert.Same(block.Train.Features, noisy.Train.Features);
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Same_seed_same_labels_other_seed_other_labels(string id)
    {
        IIntervention noise = All.Get(id);
        Block block = BlockFor(id);
        string first = Text(noise.Apply(block, 0.2, new Rng(7)));
        Assert.Equal(first, Text(noise.Apply(block, 0.2, new Rng(7))));
        Assert.NotEqual(first, Text(noise.Apply(block, 0.2, new Rng(8))));
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Nests_in_the_number_of_rows(string id)
    {
        IIntervention noise = All.Get(id);
        Block block = BlockFor(id);
        foreach (int rows in new[] { 2, 100, 600 })
        {
            Block whole = noise.Apply(block, 0.3, new Rng(7));
            Assert.Equal(Text(whole.Head(rows)), Text(noise.Apply(block.Head(rows), 0.3, new Rng(7))));
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Nests_in_the_level(string id)
    {
        IIntervention noise = All.Get(id);
        Block block = BlockFor(id);
        double[] levels = [0.05, 0.1, 0.2, 0.3, 0.4];
        bool[] before = new bool[block.Train.Count];
        foreach (double level in levels)
        {
            bool[] now = Changed(block, noise.Apply(block, level, new Rng(7)));
            Assert.All(Enumerable.Range(0, before.Length), row => Assert.True(now[row] || !before[row]));
            Assert.True(now.Count(changed => changed) >= before.Count(changed => changed));
            before = now;
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Replacements_of_classes_stay_when_the_level_rises(string id)
    {
        if (!id.StartsWith("label", StringComparison.Ordinal))
        {
            return;
        }

        IIntervention noise = All.Get(id);
        Block block = BlockFor(id);
        int[] low = noise.Apply(block, 0.1, new Rng(7)).Train.Labels.Classes, high = noise.Apply(block, 0.4, new Rng(7)).Train.Labels.Classes;
        Assert.All(
            Enumerable.Range(0, low.Length).Where(row => low[row] != block.TrainTrue.Classes[row]), row => Assert.Equal(low[row], high[row]));
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Levels_without_meaning_are_refused(string id)
    {
        IIntervention noise = All.Get(id);
        Block block = BlockFor(id);
        int classCount = block.TrainTrue.ClassCount;
        foreach (double level in new[] { -0.1, double.NaN, noise.MaxLevel(classCount) + 0.01 })
        {
            InputException error = Assert.Throws<InputException>(() => noise.Apply(block, level, new Rng(1)));
            Assert.Contains(id, error.Message, StringComparison.Ordinal);
        }

        noise.Apply(block, noise.MaxLevel(classCount), new Rng(1));
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Declares_levels_that_a_binary_task_allows(string id)
    {
        IIntervention noise = All.Get(id);
        TaskKind task = id.StartsWith("label", StringComparison.Ordinal) ? TaskKind.Binary : TaskKind.Regression;
        Assert.True(noise.Supports(Modality.Image, task));
        Assert.False(noise.Supports(Modality.Tabular, task == TaskKind.Binary ? TaskKind.Regression : TaskKind.Multiclass));
        Assert.Equal(0, noise.Levels[0]);
        Assert.Equal(noise.Levels.Order(), noise.Levels);
        Assert.True(noise.Levels[^1] <= noise.MaxLevel(task == TaskKind.Binary ? 2 : 0));
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void One_row_and_constant_targets_are_survived(string id)
    {
        IIntervention noise = All.Get(id);
        Block one = BlockFor(id).Head(1);
        Block constant = id.StartsWith("label", StringComparison.Ordinal)
            ? one.WithLabels(one.Train.Labels)
            : one with { TestLabels = MlCompare.Data.Labels.OfValues([.. Enumerable.Repeat(3.0, one.TestLabels.Count)]) };
        foreach (Block block in new[] { one, constant })
        {
            Block noisy = noise.Apply(block, 0.4, new Rng(1));
            Assert.Equal(1, noisy.Train.Count);
            Assert.True(noisy.Train.Task != TaskKind.Regression || double.IsFinite(noisy.Train.Labels.Values[0]));
        }
    }

    internal static bool[] Changed(Block clean, Block noisy) => clean.Train.Task == TaskKind.Regression
        ? [.. clean.TrainTrue.Values.Select((value, row) => value != noisy.Train.Labels.Values[row])]
        : [.. clean.TrainTrue.Classes.Select((label, row) => label != noisy.Train.Labels.Classes[row])];

    private static Block BlockFor(string id) =>
        id.StartsWith("label", StringComparison.Ordinal) ? BlocksForTests.Classes() : BlocksForTests.Numbers();

    private static string Text(Block block) => block.Train.Task == TaskKind.Regression
        ? string.Join(' ', block.Train.Labels.Values)
        : string.Join(' ', block.Train.Labels.Classes);
}
