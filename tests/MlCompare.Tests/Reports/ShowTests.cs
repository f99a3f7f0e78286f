using MlCompare.Reports;

namespace MlCompare.Tests.Reports;

public sealed class ShowTests
{
    [Theory]
    [InlineData(0.1283, "12.8 %")]
    [InlineData(0, "0.0 %")]
    [InlineData(-0.00001, "0.0 %")]
    [InlineData(-0.0123, "−1.2 %")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Percent(double value, string expected) => Same(expected, Show.Percent(value));

    [Theory]
    [InlineData(0.019, "1.9 points")]
    [InlineData(0.01, "1.0 point")]
    [InlineData(-0.01, "−1.0 point")]
    public void Points(double value, string expected) => Same(expected, Show.Points(value));

    [Theory]
    [InlineData(47312, "47,300")]
    [InlineData(999.6, "1,000")]
    [InlineData(1.2345, "1.23")]
    [InlineData(0.0045678, "0.00457")]
    [InlineData(0, "0")]
    [InlineData(-12.34, "−12.3")]
    [InlineData(3e-9, "3e−9")]
    [InlineData(1e20, "1e20")]
    public void Value(double value, string expected) => Same(expected, Show.Value(value));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.00042, "420 µs")]
    [InlineData(0.0421, "42 ms")]
    [InlineData(0.99951, "1.0 s")]
    [InlineData(2.41, "2.4 s")]
    [InlineData(41.04, "41.0 s")]
    [InlineData(150, "2.5 min")]
    [InlineData(7200, "2.0 h")]
    public void Seconds(double value, string expected) => Same(expected, Show.Seconds(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(2048, "2.00 KiB")]
    [InlineData(1048576, "1.00 MiB")]
    [InlineData(1048575, "1.00 MiB")]
    [InlineData(5e9, "4.66 GiB")]
    public void Bytes(double value, string expected) => Same(expected, Show.Bytes(value));

    [Theory]
    [InlineData(1, "1×")]
    [InlineData(1.44, "1.4×")]
    [InlineData(32.4, "32×")]
    [InlineData(1234, "1,200×")]
    public void Times(double value, string expected) => Same(expected, Show.Times(value));

    [Theory]
    [InlineData("Gradient boosting", "gradient boosting")]
    [InlineData("Linear model", "the linear model")]
    [InlineData("Neural network (MLP)", "the neural network (MLP)")]
    [InlineData("XGBoost", "XGBoost")]
    [InlineData("LightGBM", "LightGBM")]
    [InlineData("MLP", "MLP")]
    [InlineData("Laplace kernel", "Laplace kernel")]
    public void Titles_in_a_sentence(string title, string expected) => Assert.Equal(expected, Words.WithArticle(title));

    [Fact]
    public void A_log_ratio_is_shown_as_the_share_it_is_lower()
    {
        Primary rmse = Primary.Of(TaskKind.Regression);
        Same("20.0 %", rmse.Difference(Math.Log(100.0 / 80.0)));
        Same("−20.0 %", rmse.Difference(-Math.Log(100.0 / 80.0)));
        Same("no interval", rmse.Interval(double.NegativeInfinity, double.PositiveInfinity));
    }

    // Numbers and units are joined by no-break spaces, which a test should not have to show.
    private static void Same(string expected, string actual) => Assert.Equal(expected, actual.Replace('\u00A0', ' '));
}
