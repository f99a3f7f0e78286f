using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

public class HistogramBuilderTests
{
    private const int Rows = 3000;

    private readonly float[] values = BoostingSamples.Values(Rows, 9, 0.1, new Rng(1));
    private readonly FixedPoint points = new();
    private readonly Sums total;

    public HistogramBuilderTests()
    {
        for (int i = 0; i < Rows; i += 1 + i % 2)
        {
            // Most rows share one bin in the column that the sparse form will hold.
            values[i * 3 + 1] = i % 7 == 0 ? values[i * 3 + 1] : 3;
        }

        total = points.Set(BoostingSamples.All(Rows), BoostingSamples.Gradients(Rows, new Rng(2)), BoostingSamples.Hessians(Rows, new Rng(3)));
    }

    [Theory]
    [InlineData(16, 0.0)]
    [InlineData(255, 0.0)]
    [InlineData(255, 0.9)]
    public void Sums_the_rows_of_each_bin(int maxBins, double sparseBelow)
    {
        BinnedTable table = BoostingSamples.Bin(values, 3, [0, 0, 9], maxBins, sparseBelow);
        Assert.Equal(sparseBelow > 0, table.Sparse is not null);
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => row % 3 != 1)];
        Sums[] expected = new Sums[table.Offsets[^1]];
        foreach (int row in rows)
        {
            for (int j = 0; j < table.Width; j++)
            {
                expected[table.Offsets[j] + table.Code(j, row)] += BoostingSamples.Entry(points, row);
            }
        }

        Assert.Equal(expected, BoostingSamples.ToSums(BoostingSamples.Histogram(table, points, rows)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void More_rows_than_a_packed_sum_holds_and_single_heavy_ones_add_up(double sparseBelow)
    {
        const int Many = 60000;
        Rng rng = new(7);
        float[] some = [.. Enumerable.Range(0, 3 * Many).Select(i => rng.NextDouble() < 0.8 ? 0 : rng.NextInt(20))];
        BinnedTable table = BoostingSamples.Bin(some, 3, [0, 0, 0], 255, sparseBelow);
        float[] g = BoostingSamples.Gradients(Many, rng);
        float[] h = BoostingSamples.Hessians(Many, rng);
        (g[100], g[101], h[30000]) = (40000, -50000, 60000);
        FixedPoint large = new();
        Sums sum = large.Set(BoostingSamples.All(Many), g, h);
        Assert.Equal(Many, sum.N);
        Sums[] expected = new Sums[table.Offsets[^1]];
        for (int row = 0; row < Many; row++)
        {
            Assert.True(Math.Abs(BoostingSamples.Entry(large, row).G * large.GradientUnit - g[row]) <= large.GradientUnit);
            for (int j = 0; j < table.Width; j++)
            {
                expected[table.Offsets[j] + table.Code(j, row)] += BoostingSamples.Entry(large, row);
            }
        }

        Assert.Equal(expected, BoostingSamples.ToSums(BoostingSamples.Histogram(table, large, BoostingSamples.All(Many))));
    }

    [Fact]
    public void Only_the_columns_asked_for_need_to_be_right()
    {
        Rng rng = new(8);
        float[] many = [.. Enumerable.Range(0, 400 * 40).Select(_ => (float)rng.NextInt(30))];
        BinnedTable table = BoostingSamples.Bin(many, 40, new int[40]);
        Assert.True(table.Panels.Length > 1);
        FixedPoint few = new();
        Sums sum = few.Set(BoostingSamples.All(400), BoostingSamples.Gradients(400, rng), BoostingSamples.Hessians(400, rng));
        Histogram whole = BoostingSamples.Histogram(table, few, BoostingSamples.All(400));
        int[] columns = [0, 3, 4, 17, 22, 23, 39];
        Histogram part = new(table.Offsets[^1]);
        Array.Fill(part.Pairs, 12345);
        new HistogramBuilder(table).Build(BoostingSamples.All(400), few, sum, columns, part);
        foreach (int j in columns)
        {
            Range slots = table.Offsets[j]..table.Offsets[j + 1];
            Assert.Equal(whole.Pairs[slots], part.Pairs[slots]);
            Assert.Equal(whole.Rows[slots], part.Rows[slots]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_parent_less_one_child_is_the_other_child(int threads)
    {
        // More rows than a packed sum holds, so that the last part alone must not be what is taken off.
        const int Many = 50000;
        float[] many = BoostingSamples.Values(Many, 9, 0.1, new Rng(21));
        for (int i = 0; i < Many; i++)
        {
            many[i * 3 + 1] = i % 7 == 0 ? many[i * 3 + 1] : 3;
        }

        BinnedTable table = BoostingSamples.Bin(many, 3, [0, 0, 9], 64, 0.5);
        Assert.NotNull(table.Sparse);
        FixedPoint all = new();
        all.Set(BoostingSamples.All(Many), BoostingSamples.Gradients(Many, new Rng(22)), BoostingSamples.Hessians(Many, new Rng(23)));
        foreach (int share in new[] { 2, 400 })
        {
            int[] left = [.. Enumerable.Range(0, Many).Where(row => row * 7919L % 1000 < share)];
            int[] right = [.. Enumerable.Range(0, Many).Where(row => row * 7919L % 1000 >= share)];
            Histogram parent = BoostingSamples.Histogram(table, all, BoostingSamples.All(Many));
            Histogram child = BoostingSamples.Histogram(table, all, left, parent, threads);
            Assert.Equal(BoostingSamples.ToSums(BoostingSamples.Histogram(table, all, right)), BoostingSamples.ToSums(parent));
            Assert.Equal(BoostingSamples.ToSums(BoostingSamples.Histogram(table, all, left)), BoostingSamples.ToSums(child));
        }
    }

    [Theory]
    [InlineData(1e-9f)]
    [InlineData(1f)]
    [InlineData(1e6f)]
    public void Fixed_point_keeps_four_digits_of_an_average_gradient_at_any_scale(float scale)
    {
        float[] g = [.. BoostingSamples.Gradients(Rows, new Rng(4)).Select(value => value * scale)];
        FixedPoint scaled = new();
        Sums sums = scaled.Set(BoostingSamples.All(Rows), g, BoostingSamples.Hessians(Rows, new Rng(5)));
        double error = Math.Abs(sums.G * scaled.GradientUnit - g.Sum(value => (double)value));
        Assert.True(error <= 1e-4 * Rows * scale, $"{error}");
        Assert.Equal(Rows, total.N);
    }
}
