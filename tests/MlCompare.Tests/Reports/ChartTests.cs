using System.Globalization;
using System.Text.RegularExpressions;
using MlCompare.Reports.Charts;
using MlCompare.Reports.Page;

namespace MlCompare.Tests.Reports;

public sealed class ChartTests
{
    [Theory]
    [InlineData(new double[] { 10, 11, 12 }, 14, 0, 100)]
    [InlineData(new double[] { 99, 99, 5, 98 }, 14, 0, 100)]
    [InlineData(new double[] { 0, 0, 0, 0, 0 }, 14, 0, 56)]
    [InlineData(new double[] { 50 }, 14, 0, 100)]
    public void Labels_are_kept_apart_inside_and_in_order(double[] wishes, double gap, double low, double high)
    {
        double[] places = Spread.Apart(wishes, gap, low, high)!;
        double[] sorted = [.. places.Order()];
        Assert.All(places, place => Assert.InRange(place, low - 1e-9, high + 1e-9));
        Assert.All(sorted.Skip(1).Zip(sorted), pair => Assert.True(pair.First - pair.Second >= gap - 1e-9));
        Assert.All(
            Enumerable.Range(0, wishes.Length).SelectMany(i => Enumerable.Range(0, wishes.Length).Where(j => wishes[i] < wishes[j]).Select(j => (i, j))),
            pair => Assert.True(places[pair.i] < places[pair.j]));
    }

    [Fact]
    public void Labels_with_room_stay_where_they_are() => Assert.Equal([10, 80, 40], Spread.Apart([10, 80, 40], 14, 0, 100)!);

    [Fact]
    public void Labels_that_do_not_fit_are_not_placed() => Assert.Null(Spread.Apart([1, 2, 3], 14, 0, 27));

    [Theory]
    [InlineData(0.101, 0.187)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(-3, 12000)]
    [InlineData(1e-9, 2e-9)]
    [InlineData(48_000, 91_000)]
    public void A_linear_axis_covers_its_values_with_few_ticks(double low, double high)
    {
        Axis axis = Axis.Linear("x", [low, high, double.NaN, double.PositiveInfinity], v => v.ToString(CultureInfo.InvariantCulture));
        Assert.True(axis.Min <= low + 1e-12 && axis.Max >= high - 1e-12);
        Assert.InRange(axis.Ticks.Count, 2, 9);
        Assert.All(axis.Ticks, tick => Assert.InRange(axis.Place(tick), -1e-9, 1 + 1e-9));
    }

    [Theory]
    [InlineData(0.21, 41)]
    [InlineData(1, 1)]
    [InlineData(1e-6, 1e6)]
    [InlineData(0.9, 1.1)]
    public void A_logarithmic_axis_covers_its_values_with_a_tick(double low, double high)
    {
        Axis axis = Axis.Decades("x", [low, high, 0], v => v.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(axis.Place(low), 0, 1);
        Assert.InRange(axis.Place(high), 0, 1);
        Assert.InRange(axis.Ticks.Count, 1, 14);
    }

    [Fact]
    public void Equal_ratios_take_equal_lengths()
    {
        Axis axis = Axis.At("rows", true, [250, 2000, 16000], v => v.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0.5, axis.Place(2000), 12);
    }

    [Fact]
    public void Learners_of_one_family_differ_in_more_than_colour()
    {
        Mark[] marks = [.. Enumerable.Range(0, 4).Select(rank => Marks.Of(Family.Boosting, rank))];
        Assert.Equal(4, marks.Select(mark => (mark.Shape, mark.Filled)).Distinct().Count());
        Assert.Equal(5, Enum.GetValues<Family>().Select(family => Marks.Of(family, 0).Shape).Distinct().Count());
    }

    /// <summary>3:1 is what WCAG 2.1 (1.4.11) asks of graphics, 4.5:1 (1.4.3) of text.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Colours_stand_out_from_their_background_in_both_themes(int theme)
    {
        string root = Regex.Matches(Inlined.Style, @":root \{(.*?)\}", RegexOptions.Singleline)[theme].Groups[1].Value;
        Dictionary<string, string> colours = Regex.Matches(root, "--([a-z-]+): (#[0-9a-f]{6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        foreach (string family in Enum.GetNames<Family>())
        {
            Assert.True(Contrast(colours[family.ToLowerInvariant()], colours["bg"]) >= 3, family);
            Assert.True(Contrast(colours[family.ToLowerInvariant()], colours["panel"]) >= 3, family);
        }

        foreach (string text in new[] { "fg", "muted", "accent" })
        {
            Assert.True(Contrast(colours[text], colours["bg"]) >= 4.5, text);
            Assert.True(Contrast(colours[text], colours["panel"]) >= 4.5, text);
        }
    }

    private static double Contrast(string a, string b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] linear = [.. new[] { 1, 3, 5 }
            .Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
