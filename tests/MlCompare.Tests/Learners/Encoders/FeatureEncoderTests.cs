using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Encoders;

public class FeatureEncoderTests
{
    private static readonly EncoderOptions Plain = new() { ClipAt = 0, MinLevelCount = 1 };

    internal static FeatureTable Table(params Column[] columns) => new(Modality.Tabular, columns);

    private static float[] Column(DesignMatrix matrix, int column) =>
        [.. Enumerable.Range(0, matrix.Count).Select(i => matrix.DenseRow(i)[column])];

    [Fact]
    public void Robust_scaling_is_median_and_interquartile_range()
    {
        FeatureTable train = Table(new NumericColumn("x", [1, 2, 3, 4, 5]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        // Median 3; quartiles 2 and 4 (type 7), so the range is 2.
        Assert.Equal([-1, -0.5f, 0, 0.5f, 1], Column(encoder.Transform(train), 0));
        Assert.Equal([48.5f, 0], Column(encoder.Transform(Table(new NumericColumn("x", [100, float.NaN]))), 0));
    }

    [Fact]
    public void Without_interquartile_range_the_standard_deviation_scales()
    {
        FeatureTable train = Table(new NumericColumn("x", [0, 0, 0, 0, 0, 0, 0, 10]));
        float[] encoded = Column(FeatureEncoder.Fit(train, Plain).Transform(train), 0);
        Assert.Equal(0, encoded[0]);
        // Mean 1.25, variance (7 · 1.25² + 8.75²) / 8 = 10.9375.
        Assert.Equal(10 / Math.Sqrt(10.9375), encoded[7], 1e-5);
    }

    [Fact]
    public void Standard_scaling_gives_mean_zero_and_variance_one()
    {
        FeatureTable train = Table(new NumericColumn("x", [2, 4, 4, 4, 5, 5, 7, 9]));
        float[] encoded = Column(FeatureEncoder.Fit(train, Plain with { Scaling = NumericScaling.Standard }).Transform(train), 0);
        // Mean 5, standard deviation 2: the textbook example.
        Assert.Equal([-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2], encoded);
    }

    [Fact]
    public void Smooth_clipping_bounds_by_three()
    {
        FeatureTable train = Table(new NumericColumn("x", [1, 2, 3, 4, 5]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, new EncoderOptions());
        float[] encoded = Column(
            encoder.Transform(Table(new NumericColumn("x", [5, 3e38f, float.PositiveInfinity, float.NegativeInfinity]))), 0);
        Assert.Equal(1 / Math.Sqrt(1 + 1.0 / 9), encoded[0], 1e-6);
        Assert.Equal([3, 3, -3], encoded[1..]);
    }

    [Fact]
    public void Missing_values_take_the_median_and_raise_an_indicator()
    {
        FeatureTable train = Table(new NumericColumn("x", [1, float.NaN, 3, 8]), new NumericColumn("full", [1, 2, 3, 4]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        DesignMatrix matrix = encoder.Transform(train);
        Assert.Equal(["x", "x is missing", "full"], encoder.Names.ToArray());
        Assert.Equal([0, 1, 0, 0], Column(matrix, 1));
        Assert.Equal(0, Column(matrix, 0)[1]);
        Assert.DoesNotContain(matrix.Dense, float.IsNaN);
    }

    [Fact]
    public void Columns_that_tell_nothing_are_dropped()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(
            Table(
                new NumericColumn("constant", [7, 7]),
                new NumericColumn("missing", [float.NaN, float.NaN]),
                new CategoricalColumn("one level", [1, 1], ["a", "b"])),
            Plain);
        Assert.Equal(0, encoder.Width);
        Assert.Empty(encoder.Transform(Table(
            new NumericColumn("constant", [1]), new NumericColumn("missing", [1]), new CategoricalColumn("one level", [0], ["a", "b"]))).Dense);
    }

    [Fact]
    public void Constant_but_for_missing_values_keeps_the_indicator_only()
    {
        FeatureTable train = Table(new NumericColumn("x", [7, float.NaN]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        Assert.Equal(["x is missing"], encoder.Names.ToArray());
        Assert.Equal([0, 1], encoder.Transform(train).Dense);
    }

    [Fact]
    public void Indicators_rare_bucket_missing_and_unseen_levels()
    {
        ImmutableArray<string> levels = ["red", "green", "blue", "never", "once"];
        FeatureTable train = Table(new CategoricalColumn("colour", [0, 0, 1, 1, 2, 2, 4, -1], levels));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain with { MinLevelCount = 2 });
        Assert.Equal(["colour=red", "colour=green", "colour=blue", "colour=(rare)", "colour=(missing)"], encoder.Names.ToArray());
        DesignMatrix matrix = encoder.Transform(Table(new CategoricalColumn("colour", [2, 3, 4, -1], levels)));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], matrix.Dense);
    }

    [Fact]
    public void Unseen_levels_without_a_rare_bucket_are_all_zero_and_levels_are_matched_by_name()
    {
        FeatureTable train = Table(new CategoricalColumn("c", [0, 1, 2], ["a", "b", "c"]));
        DesignMatrix matrix = FeatureEncoder.Fit(train, Plain).Transform(Table(new CategoricalColumn("c", [0, 1], ["c", "z"])));
        Assert.Equal([0, 0, 1, 0, 0, 0], matrix.Dense);
    }

    [Fact]
    public void Two_levels_make_one_signed_column()
    {
        FeatureTable train = Table(new CategoricalColumn("sex", [0, 1, 1], ["f", "m", "x"]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        Assert.Equal(["sex=m"], encoder.Names.ToArray());
        Assert.Equal([-1, 1, 0, 0], encoder.Transform(Table(new CategoricalColumn("sex", [0, 1, 2, -1], ["f", "m", "x"]))).Dense);
    }

    [Fact]
    public void Levels_beyond_the_cap_are_rare()
    {
        FeatureTable train = Table(new CategoricalColumn("c", [0, 1, 1, 2, 2, 2], ["a", "b", "c"]));
        Assert.Equal(["c=b", "c=c", "c=(rare)"], FeatureEncoder.Fit(train, Plain with { MaxLevels = 2 }).Names.ToArray());
    }

    [Fact]
    public void Ordered_levels_add_their_rank()
    {
        FeatureTable train = Table(new CategoricalColumn("size", [0, 1, 2], ["small", "medium", "large"], ordered: true));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        Assert.Equal("size (rank)", encoder.Names[3]);
        Assert.Equal([-1, 0, 1], Column(encoder.Transform(train), 3));
    }

    [Fact]
    public void Columns_are_found_by_name_and_an_absent_one_is_named()
    {
        FeatureTable train = Table(new NumericColumn("a", [1, 2, 3]), new NumericColumn("b", [3, 5, 9]));
        FeatureEncoder encoder = FeatureEncoder.Fit(train, Plain);
        FeatureTable swapped = Table(train.Columns[1], train.Columns[0]);
        Assert.Equal(encoder.Transform(train).Dense, encoder.Transform(swapped).Dense);
        InputException error = Assert.Throws<InputException>(() => encoder.Transform(Table(train.Columns[0])));
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Global_pixels_have_mean_zero_and_variance_one_over_all()
    {
        float[][] images = [[0, 1, 2, 3], [4, 5, 6, 7]];
        FeatureTable train = new(Modality.Image, [new ImageColumn("image", images, 2, 2, 1)]);
        float[] encoded = FeatureEncoder.Fit(train, new EncoderOptions()).Transform(train).Dense;
        Assert.Equal(0, encoded.Average(), 1e-6);
        Assert.Equal(1, encoded.Average(x => x * x), 1e-5);
        float[] perPixel = FeatureEncoder.Fit(train, new EncoderOptions { Pixels = PixelScaling.PerPixel }).Transform(train).Dense;
        Assert.All(perPixel[..4], x => Assert.Equal(-1, x, 1e-5));
    }
}
