using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>One pass over the bins for several trees gives, to the last bit, what a pass for each gives.</summary>
public class RootHistogramsTests
{
    private const int Width = 37;

    [Theory]
    [InlineData(3, 1, 500, 0.0, false)]
    [InlineData(4, 3, 500, 0.8, true)]
    [InlineData(8, 1, 500, 0.8, false)]
    [InlineData(10, 1, 700, 0.0, true)]
    [InlineData(10, 3, 17000, 0.8, true)]
    [InlineData(16, 1, 36000, 0.8, false)]
    public void Sums_are_those_of_each_tree_alone(int trees, int threads, int rows, double sparseBelow, bool someColumns)
    {
        Rng rng = new((ulong)(trees + rows));
        BinnedTable table = Table(rows, sparseBelow, rng);
        Assert.Equal(sparseBelow > 0, table.Sparse is not null);
        (float[][] gradients, float[][] hessians) = Derivatives(trees, rows, rng);
        int[] some = [.. Enumerable.Range(0, rows).Where(row => row % 9 != 4)];
        int[] columns = [.. Enumerable.Range(0, table.Width).Where(j => !someColumns || j % 3 != 1)];
        FixedPoint[] points = [.. Enumerable.Range(0, trees).Select(_ => new FixedPoint())];
        Sums[] totals = [.. points.Select((own, k) => own.Set(some, gradients[k], hessians[k]))];
        Histogram[] together = [.. points.Select(_ => Filled(table))];
        RootHistograms shared = new(table, trees, threads);

        // Twice: nothing of the first time may be left in the buffers.
        shared.Build(some, points, totals, columns, together);
        shared.Build(some, points, totals, columns, together);
        Histogram alone = Filled(table);
        for (int k = 0; k < trees; k++)
        {
            new HistogramBuilder(table).Build(some, points[k], totals[k], columns, alone);
            foreach (int j in columns)
            {
                Range slots = table.Offsets[j]..table.Offsets[j + 1];
                Assert.Equal(alone.Pairs[slots], together[k].Pairs[slots]);
                Assert.Equal(alone.Rows[slots], together[k].Rows[slots]);
                Assert.NotEqual(alone.Pairs[slots], together[(k + 1) % trees].Pairs[slots]);
            }
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(20, RootHistograms.MostTrees)]
    public void Trees_from_prepared_roots_are_the_same(int trees, int prepared)
    {
        const int Rows = 600;
        Rng rng = new(77);
        BinnedTable table = Table(Rows, 0.8, rng);
        (float[][] gradients, float[][] hessians) = Derivatives(trees, Rows, rng);
        TreeGrower grower = new(table, BoostingSamples.Free with { MaxLeaves = 9, MinRows = 3, L2 = 1 });
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => row % 5 != 0)];
        int[] columns = BoostingSamples.All(table.Width);
        TreeRoot[] roots = grower.Roots(rows, gradients, hessians, columns);
        Assert.Equal(prepared, roots.Length);
        for (int k = 0; k < roots.Length; k++)
        {
            Tree together = Grow(roots[k]);
            Tree alone = Grow(null);
            Assert.Equal(9, alone.Leaves);
            Assert.Equal(alone.Nodes, together.Nodes);
            Assert.Equal(alone.Values, together.Values);

            Tree Grow(TreeRoot? root) => grower.Grow(
                rows, gradients[k], hessians[k], columns, 0.1, new double[table.Width], CancellationToken.None, null, default, root);
        }
    }

    [Fact]
    public void Few_trees_are_not_worth_it()
    {
        Rng rng = new(78);
        BinnedTable table = Table(100, 0, rng);
        (float[][] gradients, float[][] hessians) = Derivatives(3, 100, rng);
        Assert.Empty(new TreeGrower(table, BoostingSamples.Free).Roots(
            BoostingSamples.All(100), gradients, hessians, BoostingSamples.All(table.Width)));
    }

    /// <summary>Columns of few and of many values, every fourth nearly constant.</summary>
    private static BinnedTable Table(int rows, double sparseBelow, Rng rng) => BoostingSamples.Bin(
        [.. Enumerable.Range(0, rows * Width).Select(i => i % Width % 4 == 3 && rng.NextInt(10) > 0 ? 0 : (float)rng.NextInt(3 + 5 * (i % Width)))],
        Width,
        new int[Width],
        255,
        sparseBelow / 4);

    /// <summary>With a few heavy rows, so that packed sums have to be widened early in some trees.</summary>
    private static (float[][] Gradients, float[][] Hessians) Derivatives(int trees, int rows, Rng rng)
    {
        float[][] gradients = [.. Enumerable.Range(0, trees).Select(_ => BoostingSamples.Gradients(rows, rng))];
        float[][] hessians = [.. Enumerable.Range(0, trees).Select(_ => BoostingSamples.Hessians(rows, rng))];
        for (int k = 0; k < trees && rows > FixedPoint.MaxRows; k += 2)
        {
            gradients[k][rows / (k + 2)] = 40000;
            hessians[k][rows / (k + 3)] = 60000;
        }

        return (gradients, hessians);
    }

    private static Histogram Filled(BinnedTable table)
    {
        Histogram histogram = new(table.Offsets[^1]);
        Array.Fill(histogram.Pairs, 12345);
        Array.Fill(histogram.Rows, 678);
        return histogram;
    }
}
