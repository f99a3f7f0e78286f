using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>The layout for prediction against the trees themselves.</summary>
public class TreeWalkTests
{
    private static readonly float[] Numbers =
        [float.NaN, float.NegativeInfinity, float.MinValue, -1, MathF.BitDecrement(0), -0f, 0, MathF.BitIncrement(0), 0.5f, 1, float.MaxValue, float.PositiveInfinity];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(5, 3)]
    public void Every_row_ends_in_the_leaves_that_the_trees_say(int rounds, int outputs)
    {
        Rng rng = new((ulong)rounds);
        Tree[][] trees = [.. Enumerable.Range(0, rounds).Select(_ => Enumerable.Range(0, outputs).Select(_ => Random(rng)).ToArray())];
        TreeWalk walk = new(trees, outputs, 3);
        const int Rows = 400;
        float[] inputs = new float[Rows * walk.Inputs];
        double[] expected = new double[Rows * outputs];
        for (int i = 0; i < Rows; i++)
        {
            float[] row = [Numbers[rng.NextInt(Numbers.Length)], Numbers[rng.NextInt(Numbers.Length)], rng.NextInt(41) is int level and < 40 ? level : float.NaN];
            walk.Expand(row, inputs.AsSpan(i * walk.Inputs, walk.Inputs));
            foreach (Tree[] round in trees)
            {
                for (int k = 0; k < outputs; k++)
                {
                    expected[i * outputs + k] += round[k].Value(row);
                }
            }
        }

        double[] scores = new double[Rows * outputs];
        walk.AddTo(Rows, inputs, scores);
        Assert.Equal(expected, scores);
        Assert.True(scores.Distinct().Count() > 1);
    }

    [Fact]
    public void Trees_of_one_leaf_add_its_value()
    {
        TreeWalk walk = new([[new Tree([], [], [2.5], [1])], [new Tree([], [], [0.25], [1])]], 1, 0);
        double[] scores = [1];
        walk.AddTo(1, new float[walk.Inputs], scores);
        Assert.Equal(3.75, scores[0]);
    }

    /// <summary>A chain or a bush of splits on two numbers and a category of 40 levels.</summary>
    private static Tree Random(Rng rng)
    {
        int splits = 1 + rng.NextInt(12);
        TreeNode[] nodes = new TreeNode[splits];
        uint[]?[] levels = new uint[splits][];
        // Node i hangs where a random open side was left; open sides end in leaves.
        List<(int Node, bool IsLeft)> open = [];
        for (int i = 0; i < splits; i++)
        {
            bool isCategory = rng.NextInt(3) == 0;
            levels[i] = isCategory ? [(uint)rng.NextUInt64(), (uint)rng.NextUInt64()] : null;
            float threshold = isCategory ? float.NaN : Numbers[1 + rng.NextInt(Numbers.Length - 1)];
            nodes[i] = new TreeNode(isCategory ? 2 : rng.NextInt(2), threshold, 0, 0, rng.NextInt(2) == 0);
            if (i > 0)
            {
                int side = rng.NextInt(open.Count);
                Link(nodes, open[side], i);
                open.RemoveAt(side);
            }

            open.AddRange([(i, true), (i, false)]);
        }

        for (int leaf = 0; leaf < open.Count; leaf++)
        {
            Link(nodes, open[leaf], ~leaf);
        }

        return new Tree(nodes, levels, [.. open.Select(_ => rng.NextGaussian())], [.. open.Select(_ => 1)]);
    }

    private static void Link(TreeNode[] nodes, (int Node, bool IsLeft) side, int child) => nodes[side.Node] = side.IsLeft
        ? nodes[side.Node] with { Left = child }
        : nodes[side.Node] with { Right = child };
}
