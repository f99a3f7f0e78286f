using MlCompare.Cli;

namespace MlCompare.Tests.Cli;

public class ParsingTests
{
    [Theory]
    [InlineData("250,1000,max", new[] { 250, 1000, 0 })]
    [InlineData("max, 1000 ,250,1000", new[] { 250, 1000, 0 })]
    [InlineData("max", new[] { 0 })]
    public void Sizes_ascend_and_max_comes_last(string text, int[] expected) => Assert.Equal(expected, Parsing.Sizes(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e3")]
    [InlineData("1000.5")]
    [InlineData("99999999999")]
    [InlineData("Max")]
    [InlineData("")]
    public void What_is_no_number_of_rows_is_refused(string text) =>
        Assert.Equal("--sizes", Assert.Throws<InputException>(() => Parsing.Sizes(text)).Where);

    [Theory]
    [InlineData("0.4,0.2", new[] { 0, 0.2, 0.4 })]
    [InlineData("0,0.2,0.2", new[] { 0, 0.2 })]
    [InlineData("0", new[] { 0.0 })]
    public void Noise_ascends_from_zero(string text, double[] expected) => Assert.Equal(expected, Parsing.Noise(text));

    [Theory]
    [InlineData("much")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("0,2;0,4")]
    public void What_is_no_noise_level_is_refused(string text) =>
        Assert.Equal("--noise", Assert.Throws<InputException>(() => Parsing.Noise(text)).Where);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    [InlineData("45", 45)]
    public void Durations_are_seconds(string text, double expected) => Assert.Equal(expected, Parsing.Duration(text));

    [Theory]
    [InlineData("5x")]
    [InlineData("m")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3m")]
    [InlineData("NaN")]
    [InlineData("1e30h")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.Equal("--time-limit", Assert.Throws<InputException>(() => Parsing.Duration(text)).Where);
}
