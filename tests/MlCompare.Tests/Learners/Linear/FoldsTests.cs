using MlCompare.Data;
using MlCompare.Learners.Linear;

namespace MlCompare.Tests.Learners.Linear;

public class FoldsTests
{
    [Fact]
    public void Every_row_is_held_out_once_and_every_fold_has_its_share_of_each_class()
    {
        int[] codes = [.. Enumerable.Range(0, 53).Select(i => i % 10 == 0 ? 0 : 1)];
        LinearTargets targets = new(Labels.OfClasses(codes, ["rare", "common"]));
        int[][] folds = Folds.Stratified(targets, 5, new Rng(1));
        Assert.Equal(Enumerable.Range(0, 53), folds.SelectMany(fold => fold).Order());
        Assert.All(folds, fold => Assert.InRange(fold.Count(row => codes[row] == 0), 1, 2));
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 53).Except(fold), Folds.Rest(53, fold)));
    }
}
