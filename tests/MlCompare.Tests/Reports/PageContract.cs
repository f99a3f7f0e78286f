using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using MlCompare.Testing;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>What every page promises, whatever the results: offline, well-formed, accessible, nothing that is no number.</summary>
internal static partial class PageContract
{
    public const string Numbers = "no NaN and no infinity is shown or drawn";
    public const string WellFormed = "drawings are well-formed and named";
    public const string Inside = "axes, grids and reference lines lie within their drawing";
    public const string ChartTables = "every chart has a table of its numbers";
    public const string Rectangular = "every row of a table has as many cells as its head";
    public const string Offline = "nothing is fetched";
    public const string Links = "links within the page arrive, ids are unique";
    public const string OneScript = "there is one script, and it is ours";
    public const string Headings = "headings go down by one level at a time";

    public static IReadOnlyList<Check<string>> Checks { get; } =
    [
        new(Numbers, page => Found(NotANumber().Match(VisibleText.Of(page) + string.Concat(Drawings(page))))),
        new(WellFormed, page => Drawings(page).Select(Faulty).FirstOrDefault(fault => fault is not null)),
        new(Inside, page => Drawings(page).Select(Outside).FirstOrDefault(fault => fault is not null)),
        new(ChartTables, page => Figure().Matches(page).FirstOrDefault(figure => !figure.Value.Contains("<tbody", StringComparison.Ordinal))?.Value
            ?? (Regex.Count(page, "class=\"plot\"") == Figure().Count(page) ? null : "a chart stands outside a figure")),
        new(Rectangular, page => Table().Matches(page).Select(table => Ragged(table.Value)).FirstOrDefault(fault => fault is not null)),
        new(Offline, page => Found(Fetch().Match(page)) ?? Link().Matches(page)
            .FirstOrDefault(link => link.Groups[1].Value != "a" && link.Groups[2].Value != "data:," && link.Groups[2].Value[0] != '#')?.Value),
        new(Links, Broken),
        new(OneScript, page => Regex.Count(page, "<script") is 1 and int ? null : $"{Regex.Count(page, "<script")} scripts"),
        new(Headings, page =>
        {
            int[] levels = [.. Heading().Matches(page).Select(match => match.Groups[1].Value[0] - '0')];
            return levels is [1, ..] && levels.Skip(1).Zip(levels).All(pair => pair.First <= pair.Second + 1) ? null : string.Join(' ', levels);
        }),
    ];

    public static IEnumerable<string> Drawings(string page) => Svg().Matches(page).Select(match => match.Value);

    private static string? Found(Match match) => match.Success ? match.Value : null;

    private static string? Faulty(string drawing)
    {
        try
        {
            XElement svg = XElement.Parse(drawing);
            return svg.Attribute("aria-hidden")?.Value == "true" || svg.Attribute("aria-label") is not null
                || (svg.Element("title")?.Value.Length > 0 && svg.Element("desc")?.Value.Length > 0)
                ? null
                : "without a name: " + drawing;
        }
        catch (XmlException error)
        {
            return error.Message + ": " + drawing;
        }
    }

    private static string? Outside(string drawing)
    {
        if (!ViewBox().IsMatch(drawing))
        {
            // The icon of a mark shows a symbol, which has the box.
            return drawing.Contains("aria-hidden", StringComparison.Ordinal) ? null : "without a box: " + drawing;
        }

        string[] box = ViewBox().Match(drawing).Groups[1].Value.Split(' ');
        double width = double.Parse(box[2], CultureInfo.InvariantCulture), height = double.Parse(box[3], CultureInfo.InvariantCulture);
        return Fixture().Matches(drawing).SelectMany(path => Start().Matches(path.Groups[1].Value)).FirstOrDefault(start =>
            !(double.Parse(start.Groups[1].Value, CultureInfo.InvariantCulture) is double x && x >= 0 && x <= width
                && double.Parse(start.Groups[2].Value, CultureInfo.InvariantCulture) is double y && y >= 0 && y <= height))?.Value;
    }

    [GeneratedRegex("viewBox=\"([^\"]*)\"")]
    private static partial Regex ViewBox();

    [GeneratedRegex("<path d=\"([^\"]*)\" class=\"(?:reference|axis|grid)\"")]
    private static partial Regex Fixture();

    [GeneratedRegex("M([-0-9.]+) ([-0-9.]+)")]
    private static partial Regex Start();

    private static string? Ragged(string table)
    {
        string[] parts = table.Split("<tbody");
        int columns = Regex.Count(parts[0], "<th[ >]");
        return parts[1..].SelectMany(part => part.Split("</tr>")[..^1]).FirstOrDefault(row => Cells(row) != columns);
    }

    /// <summary>A cell counts for as many columns as it spans.</summary>
    private static int Cells(string row) =>
        Regex.Count(row, "<t[hd][ >]") + Spans().Matches(row).Sum(span => int.Parse(span.Groups[1].Value, CultureInfo.InvariantCulture) - 1);

    private static string? Broken(string page)
    {
        List<string> ids = [.. Id().Matches(page).Select(match => match.Groups[1].Value)];
        IEnumerable<string> wanted = Link().Matches(page).Select(m => m.Groups[2].Value).Where(href => href[0] == '#').Select(href => href[1..])
            .Concat(Named().Matches(page).SelectMany(m => m.Groups[1].Value.Split(' ')));
        return ids.GroupBy(id => id).FirstOrDefault(g => g.Count() > 1)?.Key ?? wanted.FirstOrDefault(id => !ids.Contains(id));
    }

    [GeneratedRegex("NaN|∞|Infinity")]
    private static partial Regex NotANumber();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("<figure.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<table.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<([a-z]+)[^>]*?href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("aria-labelledby=\"([^\"]*)\"")]
    private static partial Regex Named();

    [GeneratedRegex("colspan=\"(\\d+)\"")]
    private static partial Regex Spans();

    [GeneratedRegex("<h([1-6])[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bsrc\s*=|@import|url\((?!#)|\b(fetch|XMLHttpRequest|import)\s*\(")]
    private static partial Regex Fetch();
}
