using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions;

public class TrainingSizeTests
{
    private static readonly TrainingSize Size = new();

    [Fact]
    public void Keeps_the_first_rows_and_all_of_the_test()
    {
        Block block = BlocksForTests.WithTruth(1000);
        Block small = Size.Apply(block, 100, new Rng(1));
        Assert.Equal(100, small.Train.Count);
        Assert.Equal(block.TrainTrue.Classes[..100], small.Train.Labels.Classes);
        Assert.Equal(100, small.TrainTruth!.Count);
        Assert.Same(block.TestLabels, small.TestLabels);
    }

    [Fact]
    public void Zero_and_all_are_the_block_itself()
    {
        Block block = BlocksForTests.Classes(200);
        Assert.Same(block, Size.Apply(block, 0, new Rng(1)));
        Assert.Same(block, Size.Apply(block, 200, new Rng(1)));
        Assert.Throws<InputException>(() => Size.Apply(block, -1, new Rng(1)));
    }
}
