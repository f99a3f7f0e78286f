using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

public class TreeGrowerTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData(2, 1, 64)]
    [InlineData(8, 1, 64)]
    [InlineData(31, 10, 64)]
    [InlineData(31, 5, 3)]
    public void Splits_the_leaf_that_gains_most_until_it_may_not(int leaves, int minRows, int maxDepth)
    {
        TreeLimits limits = BoostingSamples.Free with { MaxLeaves = leaves, MinRows = minRows, MaxDepth = maxDepth, L2 = 1 };
        for (ulong seed = 0; seed < 8; seed++)
        {
            float[] values = BoostingSamples.Values(Rows, 1, 0.1, new Rng(seed));
            BinnedTable table = BoostingSamples.Bin(values, 3, [0, 0, 0], 32, seed % 2 == 0 ? 0 : 0.9);
            float[] g = BoostingSamples.Gradients(Rows, new Rng(seed + 10));
            float[] h = BoostingSamples.Hessians(Rows, new Rng(seed + 20));
            double[] gains = new double[table.Width];
            Tree tree = new TreeGrower(table, limits).Grow(
                BoostingSamples.All(Rows), g, h, BoostingSamples.All(table.Width), 1, gains, CancellationToken.None);
            (int count, double gain) = Reference(table, g, h, limits);
            Assert.Equal(count, tree.Leaves);
            Assert.True(Math.Abs(gains.Sum() - gain) <= 1e-6 * gain, $"seed {seed}: gain {gains.Sum()} against {gain}");
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Leaves_hold_the_regularised_newton_step_of_their_rows(double sparseBelow)
    {
        TreeLimits limits = BoostingSamples.Free with { MaxLeaves = 12, MinRows = 5, L2 = 2 };
        float[] values = BoostingSamples.Values(Rows, 6, 0.1, new Rng(1));
        BinnedTable table = BoostingSamples.Bin(values, 3, [0, 0, 6], 255, sparseBelow);
        float[] g = BoostingSamples.Gradients(Rows, new Rng(2));
        float[] h = BoostingSamples.Hessians(Rows, new Rng(3));
        int[] train = [.. Enumerable.Range(0, Rows).Where(row => row % 4 != 0)];
        int[] followers = [.. Enumerable.Range(0, Rows).Where(row => row % 8 == 0)];
        TreeGrower grower = new(table, limits);
        Tree tree = grower.Grow(
            train, g, h, BoostingSamples.All(table.Width), 0.1, new double[table.Width], CancellationToken.None, null, followers);
        Assert.Equal(12, tree.Leaves);
        double[] scores = new double[Rows];
        grower.AddTo(scores, 1, 0);
        double Value(int row) => tree.Value(values.AsSpan(row * 3, 3));
        Assert.All(train.Concat(followers), row => Assert.Equal(Value(row), scores[row]));
        Assert.All(Enumerable.Range(0, Rows).Except(train).Except(followers), row => Assert.Equal(0, scores[row]));
        foreach (IGrouping<double, int> leaf in train.GroupBy(Value))
        {
            double step = -0.1 * leaf.Sum(row => (double)g[row]) / (leaf.Sum(row => (double)h[row]) + 2);
            Assert.True(Math.Abs(leaf.Key - step) <= 1e-7, $"{leaf.Key} against {step}");
            Assert.True(leaf.Count() >= 5);
            Assert.Equal(leaf.Count(), tree.Covers[tree.Values.IndexOf(leaf.Key)]);
        }
    }

    [Fact]
    public void A_tree_without_rows_to_split_is_one_leaf()
    {
        BinnedTable table = BoostingSamples.Bin([1, 1, 1], 1, [0]);
        Assert.Equal(0, table.Width);
        Tree tree = new TreeGrower(table, BoostingSamples.Free with { L2 = 1 }).Grow(
            [0, 1, 2], [1, 1, 1], [1, 1, 1], [], 1, [], CancellationToken.None);
        Assert.Equal(1, tree.Leaves);
        Assert.True(Math.Abs(tree.Value([5]) + 0.75) <= 1e-9);
    }

    /// <summary>Grows leaf by leaf with the readable split search, on lists of rows.</summary>
    private static (int Leaves, double Gain) Reference(BinnedTable table, float[] g, float[] h, TreeLimits limits)
    {
        List<(int[] Rows, int Depth)> leaves = [(BoostingSamples.All(table.Count), 0)];
        double total = 0;
        while (leaves.Count < limits.MaxLeaves)
        {
            var best = leaves
                .Where(leaf => leaf.Depth < limits.MaxDepth)
                .Select(leaf => (Leaf: leaf, Gain: SplitReference.BestGain(table, leaf.Rows, g, h, limits)))
                .Where(candidate => candidate.Gain > 1e-9)
                .OrderByDescending(candidate => candidate.Gain)
                .FirstOrDefault();
            if (best.Leaf.Rows is null)
            {
                break;
            }

            FixedPoint points = new();
            Sums sums = points.Set(best.Leaf.Rows, g, h);
            Split split = new SplitFinder(table, limits).Best(
                BoostingSamples.Histogram(table, points, best.Leaf.Rows), sums, BoostingSamples.All(table.Width), points.GradientUnit, points.HessianUnit)!;
            byte[] codes = BoostingSamples.Codes(table, split.Column);
            leaves.Remove(best.Leaf);
            leaves.Add(([.. best.Leaf.Rows.Where(row => split.LeftBins.Contains(codes[row]))], best.Leaf.Depth + 1));
            leaves.Add(([.. best.Leaf.Rows.Where(row => !split.LeftBins.Contains(codes[row]))], best.Leaf.Depth + 1));
            total += best.Gain;
        }

        return (leaves.Count, total);
    }
}
