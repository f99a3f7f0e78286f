using MlCompare.Learners.Boosting;
using MlCompare.Learners.Forest;
using MlCompare.Tests.Learners.Boosting;

namespace MlCompare.Tests.Learners.Forest;

/// <summary>The split search against counting from scratch; 30 rows are sorted by it, 120 summed by bin.</summary>
public class SplitSearchTests
{
    [Theory]
    [InlineData(30, 1, 1)]
    [InlineData(120, 1, 1)]
    [InlineData(30, 3, 1)]
    [InlineData(120, 5, 1)]
    [InlineData(120, 1, 7)]
    [InlineData(30, 11, 4)]
    public void Finds_the_purest_of_all_splits(int rows, int classes, int minRows)
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            // Every cut of a category in the order of its means is the best of all subsets for one number only.
            ForestTable table = Table(rows, classes == 1 && minRows == 1 ? 6 : 0, seed);
            (byte[] weights, double[] targets, int[] labels) = Targets(rows, Math.Max(2, classes), seed);
            int[] node = [.. Enumerable.Range(0, rows).Where(row => weights[row] > 0)];
            Split? split = classes == 1
                ? Search(table, new ScalarTally(targets), node, weights, minRows)
                : Search(table, new ClassTally(labels, classes), node, weights, minRows);
            double[][] outputs = classes == 1 ? [targets] : [.. Enumerable.Range(0, classes).Select(k => labels.Select(label => label == k ? 1.0 : 0).ToArray())];
            double whole = Sum(node, weights, outputs);
            double expected = All(table, node, minRows).Max(goesLeft => Purity(node, weights, outputs, goesLeft)) - whole;
            Assert.True(Math.Abs(split!.Gain - expected) <= 1e-4 * (1 + expected), $"seed {seed}: {split.Gain} against {expected}");
            double stated = Purity(node, weights, outputs, row => split.LeftBins.Contains(table.Codes[split.Column][row])) - whole;
            Assert.True(Math.Abs(split.Gain - stated) <= 1e-4 * (1 + stated), $"seed {seed}: {split.Gain} stated, {stated} of the bins");
        }
    }

    [Fact]
    public void Drawn_thresholds_part_the_rows_and_gain_less_than_the_best()
    {
        double drawn = 0, searched = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            ForestTable table = Table(100, 5, seed);
            (byte[] weights, double[] targets, _) = Targets(100, 2, seed);
            int[] node = [.. Enumerable.Range(0, 100).Where(row => weights[row] > 0)];
            Split split = Search(table, new ScalarTally(targets), node, weights, 1, true)!;
            int left = node.Count(row => split.LeftBins.Contains(table.Codes[split.Column][row]));
            Assert.InRange(left, 1, node.Length - 1);
            Assert.Equal(left, split.Left.N);
            drawn += split.Gain;
            searched += Search(table, new ScalarTally(targets), node, weights, 1)!.Gain;
        }

        Assert.InRange(drawn, 0.1 * searched, 0.8 * searched);
    }

    [Fact]
    public void Columns_that_are_constant_in_the_node_are_said_to_be()
    {
        ForestTable table = new(4, [0], [ColumnBins.OfNumbers([1, 2, 3, 4], 255)], [[0, 0, 0, 3]]);
        SplitSearch<ScalarTally> search = new(table, new ScalarTally([0, 1, 0, 1]), false, 1);
        byte[] weights = [1, 1, 1, 1];
        Assert.False(search.Begin([0, 1, 2], weights));
        Assert.False(search.Try(0, [0, 1, 2], weights, new Rng(1)));
        Assert.Null(search.Best);
        Assert.True(search.Begin([1, 3], weights));
    }

    private static Split? Search<T>(ForestTable table, T tally, int[] node, byte[] weights, int minRows, bool drawn = false)
        where T : struct, ITally
    {
        SplitSearch<T> search = new(table, tally, drawn, minRows);
        search.Begin(node, weights);
        Rng rng = new(7);
        for (int column = 0; column < table.Width; column++)
        {
            search.Try(column, node, weights, rng);
        }

        return search.Best;
    }

    private static ForestTable Table(int rows, int levels, ulong seed)
    {
        float[] values = BoostingSamples.Values(rows, Math.Max(1, levels), 0.2, new Rng(seed));
        return ForestTable.Of(BoostingSamples.Columns(values, [0, 0, levels]), new ForestOptions(), CancellationToken.None);
    }

    private static (byte[] Weights, double[] Targets, int[] Labels) Targets(int rows, int classes, ulong seed)
    {
        Rng rng = new(seed + 500);
        return (
            [.. Enumerable.Range(0, rows).Select(_ => (byte)rng.NextInt(4))],
            [.. Enumerable.Range(0, rows).Select(_ => rng.NextGaussian())],
            [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt(classes))]);
    }

    private static IEnumerable<Func<int, bool>> All(ForestTable table, int[] node, int minRows)
    {
        for (int j = 0; j < table.Width; j++)
        {
            byte[] codes = table.Codes[j];
            ColumnBins bins = table.Bins[j];
            IEnumerable<Func<int, bool>> cuts = bins.IsCategorical
                ? Enumerable.Range(1, (1 << bins.Count) - 1).Select(subset => (Func<int, bool>)(row => (subset >> codes[row] & 1) != 0))
                : Enumerable.Range(0, bins.ValueBins).SelectMany(cut => new Func<int, bool>[]
                {
                    row => codes[row] <= cut,
                    row => codes[row] <= cut || codes[row] == bins.ValueBins,
                });
            foreach (Func<int, bool> goesLeft in cuts.Where(cut => Math.Min(node.Count(cut), node.Length - node.Count(cut)) >= minRows))
            {
                yield return goesLeft;
            }
        }
    }

    private static double Purity(int[] node, byte[] weights, double[][] outputs, Func<int, bool> goesLeft) =>
        Sum([.. node.Where(goesLeft)], weights, outputs) + Sum([.. node.Where(row => !goesLeft(row))], weights, outputs);

    private static double Sum(int[] rows, byte[] weights, double[][] outputs) =>
        outputs.Sum(targets => Math.Pow(rows.Sum(row => weights[row] * targets[row]), 2)) / rows.Sum(row => weights[row]);
}
