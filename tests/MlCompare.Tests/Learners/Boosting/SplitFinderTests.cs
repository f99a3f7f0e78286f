using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

public class SplitFinderTests
{
    [Theory]
    [InlineData(0.0, 1, 0.0)]
    [InlineData(0.2, 1, 0.0)]
    [InlineData(0.2, 4, 0.0)]
    [InlineData(0.5, 3, 2.5)]
    public void Finds_the_best_of_all_splits(double missing, int minRows, double minHessian)
    {
        TreeLimits limits = BoostingSamples.Free with { MinRows = minRows, MinHessian = minHessian };
        // With bounds on the leaves the best subset of levels need not be a prefix, so those cases have numbers only.
        int levels = minRows == 1 ? 6 : 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            Case sample = new(40, levels, missing, seed, limits);
            double expected = SplitReference.BestGain(sample.Table, sample.Rows, sample.G, sample.H, limits);
            Split? split = sample.Find();
            Assert.True(Math.Abs((split?.Gain ?? 0) - expected) <= 1e-9 * (1 + expected), $"seed {seed}: {split?.Gain} against {expected}");
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(10.0)]
    public void Regularisation_enters_the_gain_of_both_children_and_of_the_parent(double l2)
    {
        TreeLimits limits = BoostingSamples.Free with { L2 = l2 };
        for (ulong seed = 0; seed < 40; seed++)
        {
            Case sample = new(40, 0, 0.2, seed, limits);
            double expected = SplitReference.BestGain(sample.Table, sample.Rows, sample.G, sample.H, limits);
            double found = sample.Find()?.Gain ?? 0;
            Assert.True(Math.Abs(found - expected) <= 1e-9 * (1 + expected), $"seed {seed}: {found} against {expected}");
        }
    }

    [Theory]
    [InlineData(0.0, 0, double.PositiveInfinity)]
    [InlineData(1.5, 0, double.PositiveInfinity)]
    [InlineData(0.0, 1, double.PositiveInfinity)]
    [InlineData(0.0, -1, double.PositiveInfinity)]
    [InlineData(0.0, 0, 0.1)]
    [InlineData(0.7, 1, 0.1)]
    public void Penalty_direction_and_bounds_enter_the_gain(double l1, int direction, double most)
    {
        TreeLimits limits = BoostingSamples.Free with { L1 = l1, L2 = 1, Directions = [0, direction, 0], Root = new Bounds(-most, most) };
        bool matters = false;
        for (ulong seed = 0; seed < 15; seed++)
        {
            Case sample = new(30, 0, 0.2, seed, limits);
            double expected = SplitReference.BestGain(sample.Table, sample.Rows, sample.G, sample.H, limits);
            double found = sample.Find()?.Gain ?? 0;
            double free = SplitReference.BestGain(sample.Table, sample.Rows, sample.G, sample.H, BoostingSamples.Free with { L2 = 1 });
            matters |= Math.Abs(free - expected) > 1e-3 * free;
            Assert.True(Math.Abs(found - expected) <= 1e-7 * (1 + expected), $"seed {seed}: {found} against {expected}");
        }

        Assert.Equal(l1 > 0 || direction != 0 || most < 1, matters);
    }

    [Fact]
    public void The_gain_stated_is_the_gain_of_the_bins_stated()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            Case sample = new(50, 5, 0.2, seed, BoostingSamples.Free);
            Split split = sample.Find()!;
            double gain = SplitReference.Gain(
                BoostingSamples.Codes(sample.Table, split.Column), sample.Rows, sample.G, sample.H, split.LeftBins.Contains, BoostingSamples.Free);
            Assert.True(Math.Abs(split.Gain - gain) <= 1e-9 * (1 + gain), $"seed {seed}: {split.Gain} against {gain}");
            Assert.Equal(split.Left.N, sample.Rows.Count(row => split.LeftBins.Contains(sample.Table.Code(split.Column, row))));
        }
    }

    [Fact]
    public void Turned_signs_give_the_same_split()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            // Few rows and coarse values make many ties.
            Case sample = new(16, 5, 0.2, seed, BoostingSamples.Free with { L2 = 1, CategorySmoothing = 1 }, steps: 2);
            Split? plain = sample.Find();
            Split? turned = sample.Turned().Find();
            Assert.Equal(plain?.Gain, turned?.Gain);
            Assert.Equal(plain?.LeftBins, turned?.LeftBins);
            Assert.Equal(plain?.Column, turned?.Column);
        }
    }

    [Fact]
    public void Missing_values_go_to_the_side_they_resemble()
    {
        float[] values = [1, 2, 3, 4, float.NaN, float.NaN];
        BinnedTable table = BoostingSamples.Bin(values, 1, [0]);
        foreach (float side in new[] { -1f, 1f })
        {
            Case sample = new(table, [-1, -1, 1, 1, side, side], [1, 1, 1, 1, 1, 1], BoostingSamples.Free);
            Split split = sample.Find()!;
            Assert.Equal(side < 0, split.LeftBins.Contains(table.Bins[0].ValueBins));
            Assert.Equal(side < 0 ? 4 : 2, split.Left.N);
        }
    }

    [Fact]
    public void The_threshold_lies_in_the_middle_of_a_gap()
    {
        BinnedTable table = BoostingSamples.Bin([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 1, [0]);
        int[] rows = [0, 1, 8, 9];
        FixedPoint points = new();
        Sums total = points.Set(rows, [-1, -1, 0, 0, 0, 0, 0, 0, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        Split split = new SplitFinder(table, BoostingSamples.Free).Best(
            BoostingSamples.Histogram(table, points, rows), total, [0], points.GradientUnit, points.HessianUnit)!;
        Assert.Equal(BinSet.UpTo(4), split.LeftBins);
    }

    [Fact]
    public void No_gain_no_split()
    {
        BinnedTable table = BoostingSamples.Bin([0, 1, 2, 3], 1, [0]);
        Assert.Null(new Case(table, [1, 1, 1, 1], [1, 1, 1, 1], BoostingSamples.Free).Find());
        Assert.Null(new Case(table, [-1, 1, -1, 1], [1, 1, 1, 1], BoostingSamples.Free with { MinGain = 5 }).Find());
        Assert.Null(new Case(table, [-1, -1, 1, 1], [1, 1, 1, 1], BoostingSamples.Free with { MinRows = 3 }).Find());
    }

    /// <summary>A node to be split.</summary>
    private sealed class Case(BinnedTable table, float[] g, float[] h, TreeLimits limits)
    {
        public Case(int rows, int levels, double missing, ulong seed, TreeLimits limits, int steps = 0)
            : this(
                BoostingSamples.Bin(BoostingSamples.Values(rows, Math.Max(1, levels), missing, new Rng(seed)), 3, [0, 0, levels]),
                BoostingSamples.Gradients(rows, new Rng(seed + 1000)),
                BoostingSamples.Hessians(rows, new Rng(seed + 2000)),
                limits)
        {
            for (int i = 0; i < rows && steps > 0; i++)
            {
                G[i] = MathF.Round(G[i] * steps) / steps;
                H[i] = 1;
            }
        }

        public BinnedTable Table => table;

        public float[] G => g;

        public float[] H => h;

        public int[] Rows { get; } = BoostingSamples.All(table.Count);

        public Case Turned() => new(table, [.. g.Select(value => -value)], h, limits);

        public Split? Find()
        {
            FixedPoint points = new();
            Sums total = points.Set(Rows, g, h);
            return new SplitFinder(table, limits).Best(
                BoostingSamples.Histogram(table, points, Rows), total, BoostingSamples.All(table.Width), points.GradientUnit, points.HessianUnit);
        }
    }
}
