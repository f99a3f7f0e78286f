using System.Runtime.Intrinsics;
using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

public class HistogramBuilderTests
{
    private const int Rows = 3000;

    private readonly float[] values = BoostingSamples.Values(Rows, 9, 0.1, new Rng(1));
    private readonly FixedPoint points = new(Rows);
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
        Vector128<int>[] expected = new Vector128<int>[table.Offsets[^1]];
        foreach (int row in rows)
        {
            for (int j = 0; j < table.Width; j++)
            {
                expected[table.Offsets[j] + table.Codes[j][row]] += points.Entries[row];
            }
        }

        Assert.Equal(expected, BoostingSamples.Histogram(table, points, rows));
    }

    [Fact]
    public void A_parent_less_one_child_is_the_other_child()
    {
        BinnedTable table = BoostingSamples.Bin(values, 3, [0, 0, 9], 64, 0.5);
        int[] left = [.. Enumerable.Range(0, Rows).Where(row => row % 5 < 2)];
        int[] right = [.. Enumerable.Range(0, Rows).Where(row => row % 5 >= 2)];
        Vector128<int>[] parent = BoostingSamples.Histogram(table, points, BoostingSamples.All(Rows));
        new HistogramBuilder(table).Subtract(parent, BoostingSamples.Histogram(table, points, left), BoostingSamples.All(table.Width));
        Assert.Equal(BoostingSamples.Histogram(table, points, right), parent);
    }

    [Theory]
    [InlineData(1e-9f)]
    [InlineData(1f)]
    [InlineData(1e6f)]
    public void Fixed_point_keeps_seven_digits_of_an_average_gradient_at_any_scale(float scale)
    {
        float[] g = [.. BoostingSamples.Gradients(Rows, new Rng(4)).Select(value => value * scale)];
        FixedPoint scaled = new(Rows);
        Sums sums = scaled.Set(BoostingSamples.All(Rows), g, BoostingSamples.Hessians(Rows, new Rng(5)));
        double error = Math.Abs(sums.G * scaled.GradientUnit - g.Sum(value => (double)value));
        Assert.True(error <= 1e-6 * Rows * scale, $"{error}");
        Assert.Equal(Rows, total.N);
    }
}
