using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Targets;

public class StratifiedFoldsTests
{
    private static readonly int[] Classes = [.. Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? 1 : 0)];

    private static InnerSplit[] Splits(int rows, int[]? classes, ulong seed)
    {
        StratifiedFolds folds = new(rows, classes, 5, new Rng(seed));
        return [.. Enumerable.Range(0, 5).Select(folds.HoldOut)];
    }

    [Fact]
    public void Every_row_is_held_out_once_and_classes_are_shared_fairly()
    {
        InnerSplit[] splits = Splits(103, Classes, 4);
        Assert.Equal(Enumerable.Range(0, 103), splits.SelectMany(split => split.Held).Order());
        Assert.All(splits, split =>
        {
            Assert.Equal(Enumerable.Range(0, 103).Except(split.Held), split.Train);
            Assert.Equal(split.Held.Order(), split.Held);
            Assert.InRange(split.Held.Count(row => Classes[row] == 1), 2, 3);
            Assert.InRange(split.Held.Length, 20, 21);
        });
    }

    [Fact]
    public void Other_codes_of_the_classes_give_the_same_folds_and_another_seed_gives_others()
    {
        int[] relabelled = [.. Classes.Select(code => code == 0 ? 7 : 2)];
        Assert.Equal(Splits(103, Classes, 4).Select(split => split.Held), Splits(103, relabelled, 4).Select(split => split.Held));
        Assert.NotEqual(Splits(103, Classes, 4)[0].Held, Splits(103, Classes, 5)[0].Held);
    }

    [Fact]
    public void Rows_without_classes_are_dealt_evenly() =>
        Assert.Equal([4, 4, 4, 3, 3], Splits(18, null, 1).Select(split => split.Held.Length));
}
