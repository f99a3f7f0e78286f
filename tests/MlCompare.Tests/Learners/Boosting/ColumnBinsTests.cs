using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

public class ColumnBinsTests
{
    [Fact]
    public void Few_distinct_values_are_parted_at_their_midpoints()
    {
        ColumnBins bins = ColumnBins.OfNumbers([3, 1, 1, 2, 8], 255);
        Assert.Equal([1.5f, 2.5f, 5.5f], bins.Uppers);
        Assert.False(bins.HasMissing);
        Assert.Equal([0, 0, 1, 3], new[] { -9f, 1.5f, 1.6f, 100f }.Select(bins.BinOf));
    }

    [Fact]
    public void Neighbouring_floats_and_infinities_stay_apart()
    {
        float next = MathF.BitIncrement(1f);
        float[] values = [float.NegativeInfinity, 1f, next, float.MaxValue, float.PositiveInfinity];
        ColumnBins bins = ColumnBins.OfNumbers(values, 255);
        Assert.Equal([0, 1, 2, 3, 4], values.Select(bins.BinOf));
    }

    [Theory]
    [InlineData(1000, 16)]
    [InlineData(5000, 255)]
    public void Quantile_bins_hold_about_equally_many_rows(int rows, int maxBins)
    {
        Rng rng = new(3);
        float[] values = [.. Enumerable.Range(0, rows).Select(_ => MathF.Exp((float)rng.NextGaussian()))];
        ColumnBins bins = ColumnBins.OfNumbers(values, maxBins);
        Assert.Equal(maxBins, bins.ValueBins);
        int[] counts = Counts(bins, values);
        Assert.InRange(counts.Min(), rows / maxBins - 1, rows / maxBins + 1);
        Assert.InRange(counts.Max(), rows / maxBins, rows / maxBins + 2);
    }

    [Fact]
    public void A_heavy_value_has_a_bin_of_its_own_and_leaves_the_others_to_the_rest()
    {
        Rng rng = new(4);
        float[] values = [.. Enumerable.Range(0, 2000).Select(i => i % 4 != 0 ? 0f : 0.1f + (float)rng.NextDouble())];
        ColumnBins bins = ColumnBins.OfNumbers(values, 64);
        Assert.Equal(1500, Counts(bins, values)[0]);
        Assert.Equal(64, bins.ValueBins);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(255)]
    public void Many_values_get_the_bins_that_each_would_get(int maxBins)
    {
        Rng rng = new((ulong)maxBins);
        float[] values = [.. Enumerable.Range(0, 3000).Select(i => i % 9 == 0 ? float.NaN : (float)rng.NextGaussian())];
        (values[1], values[2], values[3], values[4]) = (float.PositiveInfinity, float.NegativeInfinity, 0f, -0f);
        ColumnBins bins = ColumnBins.OfNumbers(values, maxBins);
        byte[] codes = new byte[values.Length];
        bins.CodesOf(values, codes);
        Assert.Equal(values.Select(value => (byte)bins.BinOf(value)), codes);
        int[] rows = [.. Enumerable.Range(0, bins.Count).Select(bin => codes.Count(code => code == bin))];
        Assert.Equal(rows.Max(), bins.ModeRows);
        Assert.Equal(Array.IndexOf(rows, rows.Max()), bins.Mode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(30000)]
    public void Numbers_are_sorted_as_the_framework_sorts_them(int count)
    {
        Rng rng = new(5);
        float[] values = [.. Enumerable.Range(0, count).Select(i => i % 11 == 0 ? float.NaN : (float)(rng.NextGaussian() * Math.Pow(10, rng.NextInt(60) - 30)))];
        float[] expected = [.. values.Where(value => !float.IsNaN(value)).Order()];
        using FloatSort sort = new(count);
        Assert.Equal(expected, sort.Ascending(values).ToArray());
    }

    [Fact]
    public void Missing_values_have_the_last_bin()
    {
        ColumnBins bins = ColumnBins.OfNumbers([1, float.NaN, 2], 255);
        Assert.True(bins.HasMissing);
        Assert.Equal(2, bins.BinOf(float.NaN));
        Assert.Equal(3, bins.Count);
        Assert.Equal(1, ColumnBins.OfNumbers([float.NaN, float.NaN], 255).Count);
    }

    [Fact]
    public void Rare_levels_share_a_bin_and_frequent_ones_do_not()
    {
        float[] values = [.. Enumerable.Repeat(0f, 9), .. Enumerable.Repeat(3f, 7), 1, 2, float.NaN];
        ColumnBins bins = ColumnBins.OfLevels(values, 4, 255, 5);
        Assert.Equal([0, 2, 2, 1], bins.LevelBins.ToArray());
        Assert.Equal(3, bins.ValueBins);
        Assert.Equal(3, bins.BinOf(float.NaN));
    }

    [Fact]
    public void More_levels_than_bins_still_fit_into_a_byte()
    {
        Rng rng = new(9);
        float[] values = [.. Enumerable.Range(0, 20000).Select(_ => (float)Math.Min(rng.NextInt(1000), rng.NextInt(1000)))];
        ColumnBins bins = ColumnBins.OfLevels(values, 1000, 255, 2);
        Assert.Equal(255, bins.ValueBins);
        Assert.All(values, value => Assert.InRange(bins.BinOf(value), 0, 254));
        Assert.Equal(254, bins.LevelBins.ToArray().Distinct().Count(bin => bin != 254));
    }

    private static int[] Counts(ColumnBins bins, float[] values)
    {
        int[] counts = new int[bins.ValueBins];
        foreach (float value in values)
        {
            counts[bins.BinOf(value)]++;
        }

        return counts;
    }
}
