using MlCompare.Data;
using MlCompare.Profiles;
using MlCompare.Studies;
using Xunit.Abstractions;

namespace MlCompare.Tests.Profiles;

/// <summary>What was planted must be found, and what was not planted must not.</summary>
public class DataProfileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    public void Planted_flips_are_found_within_two_points(double planted)
    {
        // Means over six draws of 2,000 rows: one draw has a standard deviation of one to two points.
        double found = Enumerable.Range(1, 6).Average(seed => ClusterNoise((ulong)seed, planted, 2000).Level);
        Assert.True(Math.Abs(found - planted) <= 0.02, $"planted {planted}, found {found}");
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Planted_noise_of_a_smooth_target_is_found_within_two_points(double planted)
    {
        double found = Enumerable.Range(1, 6).Average(seed => Noise(SineRows((ulong)seed, planted)).Level);
        Assert.True(Math.Abs(found - planted) <= 0.02, $"planted {planted}, found {found}");
    }

    [Fact]
    public void The_interval_holds_the_truth_in_nine_of_ten_draws_at_least()
    {
        int held = Enumerable.Range(1, 40).Count(seed => ClusterNoise((ulong)seed, 0.2, 600) is { Low: <= 0.2, High: >= 0.2 });
        Assert.True(held >= 36, $"{held} of 40");
    }

    [Fact]
    public void Dimension_of_a_bent_sheet_is_two_in_whatever_space_it_lies()
    {
        Rng rng = new(3);
        double[] u = Uniform(rng, 2400), v = Uniform(rng, 2400);
        float[][] columns = [[.. u.Select(x => (float)Math.Cos(3 * x))], [.. u.Select(x => (float)Math.Sin(3 * x))], [.. v.Select(x => (float)x)], [.. u.Zip(v, (a, b) => (float)(a * b))]];
        EffectiveDimension found = Profile(columns, Labels.OfValues([.. u])).Dimension;
        Assert.Equal(4, found.Columns);
        Assert.InRange(found.Local!.Value, 1.8, 2.2);
    }

    [Fact]
    public void Directions_of_spread_are_as_many_as_independent_columns()
    {
        Rng rng = new(4);
        float[] once = Gaussians(rng, 2400);
        double Linear(params float[][] columns) => Profile(columns, Labels.OfValues([.. once.Select(x => (double)x)])).Dimension.Linear;
        Assert.InRange(Linear(once, once, once, once), 1, 1.01);
        Assert.InRange(Linear(Gaussians(rng, 2400), Gaussians(rng, 2400), Gaussians(rng, 2400), Gaussians(rng, 2400)), 3.9, 4);
    }

    [Fact]
    public void Heavy_tails_are_seen_in_the_columns_that_have_them()
    {
        Rng rng = new(5);
        float[] bell = Gaussians(rng, 2400), heavy = [.. Gaussians(rng, 2400).Select(x => (float)Math.Exp(1.5 * x))];
        ColumnIrregularity found = Profile([bell, heavy, Gaussians(rng, 2400), Gaussians(rng, 2400)], Labels.OfValues([.. bell.Select(x => (double)x)])).Irregularity!;
        Assert.Equal((4, 0.25), (found.Columns, found.HeavyTailed));
        Assert.InRange(found.MedianKurtosis, -0.3, 0.3);
    }

    [Fact]
    public void A_smooth_target_is_smooth_and_a_shuffled_one_as_rough_as_can_be()
    {
        Assert.InRange(Profile(SineRows(1, 0).Columns, SineRows(1, 0).Labels).Roughness, 0, 0.05);
        Rng rng = new(6);
        Assert.InRange(Profile([Gaussians(rng, 2400), Gaussians(rng, 2400)], Labels.OfValues([.. Gaussians(rng, 2400).Select(x => (double)x)])).Roughness, 0.9, 1.1);
    }

    /// <summary>The test is exact, so that its level is its rate of false findings: 4 expected, and 10 are one draw in a hundred at most (binomial).</summary>
    [Fact]
    public void Alignment_is_found_where_it_is_and_in_ten_of_two_hundred_draws_at_most_where_it_is_not()
    {
        KernelAlignment planted = Profile(ClusterRows(1, 0.1, 2400).Columns, ClusterRows(1, 0.1, 2400).Labels).Alignment;
        Assert.Equal(0.005, planted.PValue, 1e-9);
        Assert.True(planted.IsFound);
        double[] values = [.. Enumerable.Range(1, 200).Select(seed =>
        {
            Rng rng = new((ulong)seed);
            float[] x = Gaussians(rng, 120), y = Gaussians(rng, 120);
            return KernelAlignment.Of([.. x.Zip(y).SelectMany(pair => new[] { pair.First, pair.Second })], 2, Labels.OfValues([.. Gaussians(rng, 120).Select(v => (double)v)]), rng).PValue;
        })];
        int found = values.Count(p => new KernelAlignment(0, p).IsFound);
        output.WriteLine($"alignment found in {found} of 200 without any; {values.Count(p => p <= 0.05)} at one in twenty");
        Assert.True(found <= 10, $"{found} of 200");

        // Exact: evenly spread. Below one half are half of them, within four standard deviations.
        Assert.InRange(values.Count(p => p <= 0.5), 72, 128);
    }

    [Theory]
    [InlineData("clusters")]
    [InlineData("edge")]
    [InlineData("sine")]
    public void Noise_that_is_not_there_is_found_in_ten_of_two_hundred_draws_at_most(string rule)
    {
        int found = Enumerable.Range(1, 200).Count(seed => (rule switch
        {
            "clusters" => ClusterNoise((ulong)seed, 0, 300),
            "edge" => Edge((ulong)seed, 300),
            _ => Noise(SineRows((ulong)seed, 0, 300)),
        }).IsFound);
        output.WriteLine($"{rule}: noise found in {found} of 200 without any");
        Assert.True(found <= 10, $"{found} of 200");
    }

    [Fact]
    public void A_tenth_of_the_labels_flipped_is_found_in_nearly_all_draws()
    {
        int found = Enumerable.Range(1, 200).Count(seed => ClusterNoise((ulong)seed, 0.1, 600).IsFound);
        output.WriteLine($"flips of a tenth found in {found} of 200");
        Assert.True(found >= 190, $"{found} of 200");
    }

    /// <summary>The sign of one column: no noise, and neighbours that disagree along an edge.</summary>
    private static NoiseEstimate Edge(ulong seed, int rows)
    {
        Rng rng = new(Seeds.From(seed, "edge"));
        float[] x = Gaussians(rng, rows), y = Gaussians(rng, rows);
        return Noise(([x, y], Labels.OfClasses([.. x.Select(value => value > 0 ? 1 : 0)], ["a", "b"])));
    }

    private static NoiseEstimate ClusterNoise(ulong seed, double planted, int rows) => Noise(ClusterRows(seed, planted, rows));

    private static NoiseEstimate Noise((float[][] Columns, Labels Labels) rows) => NoiseEstimate.Of(
        Neighbours.Of([.. Enumerable.Range(0, rows.Labels.Count).SelectMany(i => rows.Columns.Select(column => column[i]))], rows.Columns.Length, 10), rows.Labels);

    /// <summary>Four clusters far apart in four columns, labels by cluster, some flipped to another class.</summary>
    private static (float[][] Columns, Labels Labels) ClusterRows(ulong seed, double planted, int rows)
    {
        Rng rng = new(Seeds.From(seed, "clusters"));
        int[] clean = [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt(4))];
        float[][] columns = [.. Enumerable.Range(0, 4).Select(j => clean.Select(k => (float)((k == j ? 8 : 0) + rng.NextGaussian())).ToArray())];
        int[] given = [.. clean.Select(k => rng.NextDouble() < planted ? (k + 1 + rng.NextInt(3)) % 4 : k)];
        return (columns, Labels.OfClasses(given, ["0", "1", "2", "3"]));
    }

    private static (float[][] Columns, Labels Labels) SineRows(ulong seed, double planted, int rows = 2400)
    {
        Rng rng = new(Seeds.From(seed, "sines"));
        double[] x = Uniform(rng, rows), y = Uniform(rng, rows);
        double[] clean = [.. x.Zip(y, (a, b) => Math.Sin(3 * a) + Math.Cos(2 * b))];
        double mean = clean.Average(), signal = Math.Sqrt(clean.Average(value => (value - mean) * (value - mean)));
        double deviation = signal * planted / Math.Sqrt(1 - planted * planted);
        return ([[.. x.Select(v => (float)v)], [.. y.Select(v => (float)v)]], Labels.OfValues([.. clean.Select(value => value + deviation * rng.NextGaussian())]));
    }

    private static DataProfile Profile(float[][] columns, Labels labels, int rows = 2000)
    {
        FeatureTable features = new(Modality.Tabular, columns.Select((values, j) => new NumericColumn($"x{j}", values)));
        int[] train = [.. Enumerable.Range(0, rows)], test = [.. Enumerable.Range(rows, features.Count - rows)];
        return DataProfile.Of(new TrainingSet(features.Select(train), labels.Select(train)), features.Select(test), new Rng(9))!;
    }

    private static float[] Gaussians(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian())];

    private static double[] Uniform(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => rng.NextDouble(-1, 1))];
}
