using System.Numerics;

namespace MlCompare.Tests.Importance;

/// <summary>A tree as plain arrays, small enough for brute force, and one row's way through it.</summary>
/// <param name="Left">Node → node when ≥ 0, leaf ~left otherwise.</param>
internal sealed record PlainTree(int[] Inputs, int[] Left, int[] Right, double[] Covers, double[] Values, bool[] GoesLeft)
{
    /// <summary>A random tree of so many splits; inputs come again on one way, shares may be extreme.</summary>
    public static PlainTree Random(Rng rng, int splits, int inputs)
    {
        List<int> left = [], right = [];
        List<(int Node, bool IsLeft)> leaves = [(-1, false)];
        for (int node = 0; node < splits; node++)
        {
            int at = rng.NextInt(leaves.Count);
            (int parent, bool isLeft) = leaves[at];
            leaves.RemoveAt(at);
            if (parent >= 0)
            {
                (isLeft ? left : right)[parent] = node;
            }

            left.Add(0);
            right.Add(0);
            leaves.Add((node, true));
            leaves.Add((node, false));
        }

        for (int leaf = 0; leaf < leaves.Count && splits > 0; leaf++)
        {
            (leaves[leaf].IsLeft ? left : right)[leaves[leaf].Node] = ~leaf;
        }

        return new PlainTree(
            [.. left.Select(_ => rng.NextInt(inputs))],
            [.. left],
            [.. right],
            [.. leaves.Select(_ => Math.Ceiling(Math.Pow(1000, rng.NextDouble())))],
            [.. leaves.Select(_ => rng.NextGaussian())],
            [.. left.Select(_ => rng.NextInt(2) == 0)]);
    }

    public double Cover(int child) => child < 0 ? Covers[~child] : Cover(Left[child]) + Cover(Right[child]);

    /// <summary>What the tree says when the inputs in the set (bits) are known; a root of −1 is the only leaf.</summary>
    public double Expect(int child, uint known)
    {
        if (child < 0)
        {
            return Values[~child];
        }

        double left = Expect(Left[child], known), right = Expect(Right[child], known);
        return (known >> Inputs[child] & 1) != 0
            ? (GoesLeft[child] ? left : right)
            : (Cover(Left[child]) * left + Cover(Right[child]) * right) / Cover(child);
    }

    public int Root => Inputs.Length == 0 ? ~0 : 0;

    /// <summary>Shapley values by their definition: all subsets of the inputs.</summary>
    public double[] Shapley(int inputs)
    {
        double[] values = new double[inputs];
        double[] expected = [.. Enumerable.Range(0, 1 << inputs).Select(known => Expect(Root, (uint)known))];
        for (uint known = 0; known < expected.Length; known++)
        {
            int size = BitOperations.PopCount(known);
            for (int i = 0; i < inputs; i++)
            {
                if ((known >> i & 1) == 0)
                {
                    values[i] += Factorial(size) * Factorial(inputs - size - 1) / Factorial(inputs) * (expected[known | 1u << i] - expected[known]);
                }
            }
        }

        return values;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
