using MlCompare.Importance;

namespace MlCompare.Tests.Importance;

/// <summary>Against brute force over all subsets of the inputs, and against what the definition demands.</summary>
public class TreeShapTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    [InlineData(12, 6)]
    [InlineData(40, 6)]
    [InlineData(200, 6)]
    public void Equals_brute_force(int splits, int inputs)
    {
        Rng rng = new(Seeds.From(1, splits, inputs));
        for (int repeat = 0; repeat < 20; repeat++)
        {
            PlainTree tree = PlainTree.Random(rng, splits, inputs);
            double[] expected = tree.Shapley(inputs), actual = Run(tree, inputs);
            Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-12, $"{pair.First:R} against {pair.Second:R}"));
        }
    }

    /// <summary>The difference of the expectations along the way (Saabas 2014) also adds up, but it is no Shapley value.</summary>
    [Fact]
    public void Brute_force_refuses_a_walk_along_the_way()
    {
        PlainTree tree = PlainTree.Random(new Rng(3), 12, 4);
        double[] walk = new double[4];
        uint none = 0;
        for (int node = 0; node >= 0;)
        {
            int child = tree.GoesLeft[node] ? tree.Left[node] : tree.Right[node];
            walk[tree.Inputs[node]] += tree.Expect(child, none) - tree.Expect(node, none);
            node = child;
        }

        Assert.Equal(tree.Shapley(4).Sum(), walk.Sum(), 1e-12);
        Assert.Contains(tree.Shapley(4).Zip(walk), pair => Math.Abs(pair.First - pair.Second) > 0.01);
    }

    [Theory]
    [InlineData(31, 10)]
    [InlineData(255, 40)]
    public void Base_and_contributions_add_up_to_the_leaf(int splits, int inputs)
    {
        PlainTree tree = PlainTree.Random(new Rng(5), splits, inputs);
        Assert.Equal(tree.Expect(0, 0), Shape(tree).Expectations[0], 1e-12);
        Assert.Equal(Leaf(tree), Shape(tree).Expectations[0] + Run(tree, inputs).Sum(), 1e-11);
    }

    /// <summary>One way of 60 different inputs: the reference would need 2⁶⁰ subsets, but the order of the inputs cannot matter.</summary>
    [Fact]
    public void Deep_ways_stay_exact()
    {
        const int Depth = 60;
        PlainTree chain = new(
            [.. Enumerable.Range(0, Depth)],
            [.. Enumerable.Range(1, Depth).Select(node => node < Depth ? node : ~0)],
            [.. Enumerable.Range(0, Depth).Select(node => ~(node + 1))],
            [.. Enumerable.Range(0, Depth + 1).Select(leaf => leaf == 0 ? 1 : Math.Pow(2, Depth - leaf))],
            [1, .. new double[Depth]],
            [.. Enumerable.Repeat(true, Depth)]);
        double[] values = Run(chain, Depth);
        double expected = (1 - Math.Pow(2, -Depth)) / Depth;
        Assert.All(values, value => Assert.True(Math.Abs(value - expected) <= 1e-12, $"{value:R} against {expected:R}"));
    }

    [Fact]
    public void An_input_that_no_split_uses_has_nothing_and_equal_ones_share()
    {
        // x0 and x1 both decide the same way (an AND), x2 is not used.
        PlainTree both = new([0, 1], [1, ~0], [~2, ~1], [25, 25, 50], [1, 0, 0], [true, true]);
        double[] values = Run(both, 3);
        Assert.Equal(0, values[2]);
        Assert.Equal(values[0], values[1], 1e-15);
        Assert.Equal(0.375, values[0], 1e-15);
    }

    /// <summary>A branch without weight, as XGBoost may leave when hessians vanish, contributes nothing but no NaN either.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Empty_branches_do_no_harm(bool goesLeft)
    {
        PlainTree tree = new([0, 1, 0], [1, ~0, ~2], [2, ~1, ~3], [0, 0, 3, 5], [1, 2, 3, 4], [goesLeft, true, false]);
        double[] values = Run(tree, 2);
        Assert.Equal(Leaf(tree), Shape(tree).Expectations[0] + values.Sum(), 1e-12);
    }

    /// <summary>Several numbers a leaf, trees of other depths in between: as each by itself.</summary>
    [Fact]
    public void Outputs_of_one_tree_do_not_meet()
    {
        Rng rng = new(9);
        TreeShap shap = new();
        foreach (int splits in (int[])[40, 2, 12])
        {
            PlainTree one = PlainTree.Random(rng, splits, 5), two = one with { Values = [.. one.Values.Select(_ => rng.NextGaussian())] };
            double[] both = new double[10];
            ShapTree tree = new(one.Inputs, one.Left, one.Right, one.Covers, [.. one.Values.Zip(two.Values).SelectMany(pair => new[] { pair.First, pair.Second })]);
            shap.Add(tree, one.GoesLeft, both);
            Assert.Equal(Run(one, 5), both[..5]);
            Assert.Equal(Run(two, 5), both[5..]);
            Assert.Equal([Shape(one).Expectations[0], Shape(two).Expectations[0]], tree.Expectations.ToArray());
        }
    }

    private static ShapTree Shape(PlainTree tree) => new(tree.Inputs, tree.Left, tree.Right, tree.Covers, tree.Values);

    private static double[] Run(PlainTree tree, int inputs)
    {
        ShapTree shape = Shape(tree);
        double[] values = new double[inputs];
        new TreeShap().Add(shape, tree.GoesLeft, values);
        return values;
    }

    private static double Leaf(PlainTree tree) => tree.Expect(tree.Root, uint.MaxValue);
}
