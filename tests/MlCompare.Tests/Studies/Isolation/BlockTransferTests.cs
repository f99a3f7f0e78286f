using System.Security.Cryptography;
using MlCompare.Data;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;

namespace MlCompare.Tests.Studies.Isolation;

public class BlockTransferTests
{
    private static readonly FeatureTable All = new(
        Modality.Tabular,
        [
            new NumericColumn("n", [1, float.NaN, float.NegativeInfinity]),
            new CategoricalColumn("c", [0, -1, 1], ["", "ü"], ordered: true),
            new TextColumn("t", ["a", null, ""]),
            new ImageColumn("i", [[1, 2], [3, 4], [5, 6]], 1, 2, 1),
            new WaveformColumn("w", [[], [0.5f], [1, 2]], 8000),
        ]);

    [Fact]
    public void Every_kind_of_column_label_and_truth_arrives_as_it_was()
    {
        Truth truth = new([0.1, 0.9, 0.2, 0.8, 0.3, 0.7], 2, 0.5);
        Labels classes = Labels.OfClasses([0, 1, 1], ["no", "yes"]);
        Same(new Block(new TrainingSet(All, classes), classes.WithClasses([1, 1, 1]), All.Head(2), classes.Head(2), truth, null) { FixedTest = true });
        Labels numbers = Labels.OfValues([1, double.MaxValue, -0.0]);
        Same(new Block(new TrainingSet(All, numbers), numbers, All.Head(2), numbers.Head(2), null, truth));
    }

    /// <summary>What is not sent is missing in the other process: whoever adds to one of these adds it to <see cref="TrialTask"/> too.</summary>
    [Theory]
    [InlineData(typeof(Block), "FixedTest, TestFeatures, TestLabels, TestTruth, Train, TrainTrue, TrainTruth")]
    [InlineData(typeof(TrialPlan), "Cell, Conditions, Contestant, Dataset, Explain, FollowNoise, Key, Replicate, Rows, Set")]
    [InlineData(typeof(Contestant), "Draws, Learner, Name, Title")]
    public void What_a_trial_is_made_of_is_what_is_sent(Type type, string properties) =>
        Assert.Equal(properties, string.Join(", ", type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void Test_rows_of_one_group_go_once()
    {
        Labels classes = Labels.OfClasses([0, 1, 1], ["no", "yes"]);
        Block first = new(new TrainingSet(All, classes), classes, All, classes, null, null) { FixedTest = true };
        Block second = first.Head(1);
        Block other = first with { TestFeatures = All.Head(2), TestLabels = classes.Head(2) };
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        BlockTransfer.Write(writer, first, null);
        BlockTransfer.Write(writer, second, first);
        BlockTransfer.Write(writer, other, second);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Block one = BlockTransfer.Read(reader, null), two = BlockTransfer.Read(reader, one), three = BlockTransfer.Read(reader, two);
        Assert.Same(one.TestFeatures, two.TestFeatures);
        Assert.Equal(1, two.Train.Count);
        Assert.Equal(2, three.TestFeatures.Count);
        Assert.Equal(stream.Length, stream.Position);
    }

    private static void Same(Block block)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        BlockTransfer.Write(writer, block, null);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Block read = BlockTransfer.Read(reader, null);
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(Text(block), Text(read));
    }

    private static string Text(Block block) => string.Join(
        '\n',
        Text(block.Train.Features), Text(block.Train.Labels), Text(block.TrainTrue), Text(block.TestFeatures), Text(block.TestLabels), Text(block.TrainTruth), Text(block.TestTruth), block.FixedTest);

    private static string Text(FeatureTable table)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Column column in table.Columns)
        {
            column.HashInto(hash);
        }

        return $"{table.Modality} {table.Width} {((CategoricalColumn)table.Columns[1]).Ordered} {Convert.ToHexString(hash.GetHashAndReset())}";
    }

    private static string Text(Labels labels) => labels.Task == TaskKind.Regression
        ? $"{labels.Task} {string.Join(' ', labels.Values.Select(value => value.ToString("R")))}"
        : $"{labels.Task} {string.Join(' ', labels.Classes)} {string.Join('|', labels.ClassNames)}";

    private static string Text(Truth? truth) => truth is null ? "none" : $"{truth.Columns} {truth.NoiseVariance} {string.Join(' ', truth.Values)}";
}
