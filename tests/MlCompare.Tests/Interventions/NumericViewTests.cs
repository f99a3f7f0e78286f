using MlCompare.Data;
using MlCompare.Interventions;

namespace MlCompare.Tests.Interventions;

public class NumericViewTests
{
    [Fact]
    public void Numbers_are_standardised_by_the_reference_and_missing_ones_are_the_mean()
    {
        NumericView view = new(Table(new NumericColumn("x", [1, 3, float.NaN])));
        // Mean 2, standard deviation 1.
        Assert.Equal([1f, 0f, 10f], view.Of(Table(new NumericColumn("x", [3, float.NaN, 1000]))));
    }

    [Fact]
    public void Constant_columns_and_empty_ones_stay_finite()
    {
        NumericView view = new(Table(new NumericColumn("x", [5, 5]), new NumericColumn("y", [float.NaN, float.NaN])));
        Assert.Equal([0f, 0f, 1f, 2f], view.Of(Table(new NumericColumn("x", [5, 6]), new NumericColumn("y", [float.NaN, 2]))));
    }

    [Fact]
    public void Categories_are_indicators_of_the_frequent_levels()
    {
        CategoricalColumn column = new("c", [1, 1, 0, -1], ["a", "b", "never"]);
        NumericView view = new(Table(column));
        Assert.Equal(2, view.Width);
        Assert.Equal([1f, 0f, 0f, 1f, 0f, 0f, 0f, 0f], view.Of(Table(new CategoricalColumn("c", [1, 0, 2, -1], column.Levels))));
    }

    [Fact]
    public void Texts_of_the_same_words_are_the_same_whatever_case_and_order()
    {
        NumericView view = new(Table(Modality.Text, new TextColumn("t", ["a"])));
        float[] rows = view.Of(Table(Modality.Text, new TextColumn("t", ["Red, red fox", "fox RED red!", "blue", null, ""])));
        Assert.Equal(rows[..64], rows[64..128]);
        Assert.NotEqual(rows[..64], rows[128..192]);
        Assert.True(Math.Abs(rows[..64].Sum(value => value * value) - 1) <= 1e-6);
        Assert.All(rows[192..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Images_are_averaged_to_eight_by_eight()
    {
        float[] image = new float[16 * 16];
        image[0] = image[1] = image[16] = image[17] = 4;
        ImageColumn column = new("i", [image, new float[256]], 16, 16, 1);
        NumericView view = new(Table(Modality.Image, column));
        float[] rows = view.Of(Table(Modality.Image, column));
        Assert.Equal(64, view.Width);
        Assert.Equal((1f, -1f), (rows[0], rows[64]));
        Assert.All(rows[1..64], value => Assert.Equal(0, value));
        Assert.Equal(9, new NumericView(Table(Modality.Image, new ImageColumn("i", [new float[9]], 3, 3, 1))).Width);
    }

    [Fact]
    public void Sounds_of_any_length_become_the_energy_of_their_frames()
    {
        WaveformColumn column = new("w", [[.. Enumerable.Repeat(1f, 64)], [0.1f], []], 8000);
        NumericView view = new(Table(Modality.Audio, column));
        float[] rows = view.Of(Table(Modality.Audio, column));
        Assert.Equal(96, rows.Length);
        Assert.All(rows, value => Assert.True(float.IsFinite(value)));
        Assert.True(rows[0] > rows[64]);
    }

    private static FeatureTable Table(params Column[] columns) => new(Modality.Tabular, columns);

    private static FeatureTable Table(Modality modality, Column column) => new(modality, [column]);
}
