using System.Collections.Concurrent;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Forest;

/// <summary>One forest. Each tree has its own generator, so that threads change nothing.</summary>
internal sealed class ForestFit(
    InputEncoding encoding, ForestTable table, SharedCell cell, ForestOptions options, bool drawn, int threads, CancellationToken cancel)
{
    /// <summary>Trees whose votes are held until they are counted in their order.</summary>
    private const int Block = 16;

    private readonly ForestLimits limits = options.ToLimits(cell.Labels.Task, table.Width);
    private readonly ConcurrentBag<IForestGrower> growers = [];

    public ForestPredictor Run()
    {
        if (cell.Labels.Task == TaskKind.Regression)
        {
            TargetScale scale = TargetScale.Of(cell.Labels.Values);
            double[] targets = scale.Standardise(cell.Labels.Values);
            return Grow(new ForestHead(null, scale), () => new ForestGrower<ScalarTally>(table, new ScalarTally(targets), drawn, limits));
        }

        (ClassOrder order, int[] numbers) = ClassOrder.Of(cell.Labels.Classes, cell.Labels.ClassCount);
        ForestHead head = new(order, null);
        double[] second = [.. numbers.Select(number => (double)number)];
        return order.Count switch
        {
            1 => new ForestPredictor(encoding, head, [], encoding.ToRawInputs(new double[encoding.Width]), null),
            2 => Grow(head, () => new ForestGrower<ScalarTally>(table, new ScalarTally(second), drawn, limits)),
            _ => Grow(head, () => new ForestGrower<ClassTally>(table, new ClassTally(numbers, order.Count), drawn, limits)),
        };
    }

    private ForestPredictor Grow(ForestHead head, Func<IForestGrower> create)
    {
        ForestTree[] trees = new ForestTree[options.Trees];
        double[][] gains = new double[trees.Length][];
        OutOfBagVotes? votes = options.Bootstrap ? new OutOfBagVotes(head, cell.Labels) : null;
        int[][] leafOf = new int[Math.Min(Block, trees.Length)][];
        for (int first = 0; first < trees.Length; first += Block)
        {
            int count = Math.Min(Block, trees.Length - first);
            int start = first;
            void One(int i)
            {
                leafOf[i] ??= new int[table.Count];
                Array.Fill(leafOf[i], -1);
                gains[start + i] = new double[table.Width];
                trees[start + i] = GrowOne(start + i, create, gains[start + i], leafOf[i]);
            }

            if (threads > 1)
            {
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, One);
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    One(i);
                }
            }

            for (int i = 0; i < count; i++)
            {
                votes?.Add(trees[first + i], leafOf[i]);
            }
        }

        return new ForestPredictor(encoding, head, trees, encoding.ToRawInputs(Shares(gains)), votes?.Count());
    }

    private ForestTree GrowOne(int tree, Func<IForestGrower> create, double[] gains, int[] leafOf)
    {
        Rng rng = new(Seeds.From(cell.Seed, "forest", tree));
        IForestGrower grower = growers.TryTake(out IForestGrower? idle) ? idle : create();
        Bag bag = options.Bootstrap ? Bag.Bootstrap(table.Count, rng) : Bag.All(table.Count);
        ForestTree grown = grower.Grow(bag, gains, leafOf, rng, cancel);
        growers.Add(grower);
        return grown;
    }

    private double[] Shares(double[][] gains)
    {
        double[] shares = new double[encoding.Width];
        double total = gains.Sum(tree => tree.Sum());
        for (int j = 0; j < table.Width; j++)
        {
            shares[table.Source[j]] = total > 0 ? gains.Sum(tree => tree[j]) / total : 0;
        }

        return shares;
    }
}
