using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>Promises that hold for any page: offline, escaped, well-formed, nothing that is no number.</summary>
public sealed partial class ReportPageTests
{
    private static readonly Lazy<string> Page = new(() => ReportWriter.Render(GoldenStudy.Results));

    public static TheoryData<string> Cases => [.. Variants.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, StudyResults> Variants { get; } = new()
    {
        ["whole"] = GoldenStudy.Results,
        ["empty"] = GoldenStudy.Results with { Rows = [] },
        ["no data sets"] = GoldenStudy.Results with
        {
            Rows = [],
            Header = GoldenStudy.Header with { Datasets = [], Learners = [], Planned = 0 },
            Study = GoldenStudy.Plan with { Contrasts = [] },
        },
        ["one replicate"] = Keep(row => row.Replicate == 0, replicates: 1),
        ["one size"] = Keep(row => row.TrainRows == 16000),
        ["one learner"] = Keep(row => row.Learner == "linear"),
        ["baseline only"] = Keep(row => row.Learner == "constant"),
        ["in progress"] = GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Take(40)] },
        ["all declined"] = GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with { Outcome = Outcome.Declined, Reason = "no", Metrics = [] })],
        },
        ["not a number"] = GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row.Metrics.Count > 0 && row.Learner == "mlp"
                ? row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => double.NaN)), FitSeconds = double.NaN }
                : row)],
        },
        ["no cost"] = GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with { FitSeconds = 0, PredictSecondsPerRow = 0, PeakBytes = 0, ModelBytes = 0 })],
        },
        ["equal learners"] = GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row.Metrics.Count > 0
                ? row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => 0.0)) }
                : row)],
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Never_shows_what_is_no_number(string variant)
    {
        string text = VisibleText.Of(ReportWriter.Render(Variants[variant]));
        Assert.DoesNotMatch(@"\bNaN\b|∞|\bInfinity\b", text);
        Assert.DoesNotMatch(@"\bNaN\b|∞|\bInfinity\b", string.Join(' ', Drawings(ReportWriter.Render(Variants[variant]))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Drawings_are_well_formed_and_named(string variant)
    {
        foreach (string drawing in Drawings(ReportWriter.Render(Variants[variant])))
        {
            XElement svg = XElement.Parse(drawing);
            Assert.True(
                svg.Attribute("aria-hidden")?.Value == "true" || svg.Attribute("aria-label") is not null
                    || (svg.Element("title")?.Value.Length > 0 && svg.Element("desc")?.Value.Length > 0),
                drawing);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_chart_has_its_table(string variant)
    {
        string page = ReportWriter.Render(Variants[variant]);
        Assert.All(Figure().Matches(page), figure => Assert.Contains("<table", figure.Value));
        Assert.Equal(Regex.Count(page, "class=\"plot\""), Figure().Count(page));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tables_are_rectangular(string variant)
    {
        foreach (Match table in Table().Matches(ReportWriter.Render(Variants[variant])))
        {
            int columns = Regex.Count(table.Value[..table.Value.IndexOf("</thead>", StringComparison.Ordinal)], "<th[ >]");
            string[] rows = table.Value.Split("<tbody>")[1].Split("</tr>")[..^1];
            Assert.All(rows, row => Assert.Equal(columns, Regex.Count(row, "<t[hd][ >]")));
        }
    }

    [Fact]
    public void Nothing_is_fetched()
    {
        Assert.DoesNotMatch(@"\bsrc\s*=|@import|url\((?!#)", Page.Value);
        Assert.DoesNotMatch(@"\b(fetch|XMLHttpRequest|import)\s*\(", Page.Value);
        Assert.Contains("default-src &#x27;none&#x27;", Page.Value);
        Assert.All(
            Link().Matches(Page.Value),
            link => Assert.True(link.Groups[2].Value is ['#', ..] or "data:," || link.Groups[1].Value == "a", link.Value));
    }

    [Fact]
    public void Links_within_the_page_arrive_and_ids_are_unique()
    {
        List<string> ids = Id().Matches(Page.Value).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Link().Matches(Page.Value).Select(m => m.Groups[2].Value).Where(h => h[0] == '#'), href => Assert.Contains(href[1..], ids));
        Assert.All(
            Regex.Matches(Page.Value, "aria-labelledby=\"([^\"]*)\"").SelectMany(m => m.Groups[1].Value.Split(' ')),
            id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Names_of_others_are_text()
    {
        const string Evil = "<script>alert('x')</script>\"&";
        DatasetSummary set = GoldenStudy.Header.Datasets[0] with
        {
            Title = Evil, Source = "javascript:alert(1)", Licence = Evil, Notes = Evil, Remarks = [Evil], Classes = [Evil, "b"], Split = Evil,
        };
        string page = ReportWriter.Render(GoldenStudy.Results with
        {
            Header = GoldenStudy.Header with
            {
                Datasets = [set],
                Command = Evil,
                Absent = [Evil],
                Learners = [.. GoldenStudy.Header.Learners.Select(l => l with { Title = l.Title + Evil, Excuses = [Evil] })],
            },
            Rows = [.. GoldenStudy.Results.Rows.Where(r => r.Dataset == set.Id).Select(r => r with { Reason = r.Reason is null ? null : Evil })],
        });
        Assert.DoesNotContain("alert('x')</script>", page);
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.DoesNotContain("href=\"javascript", page);
        Assert.Contains("&lt;script&gt;alert(", page);
        Assert.All(Drawings(page), drawing => XElement.Parse(drawing));
    }

    [Fact]
    public void A_study_in_progress_says_so_and_how_to_resume()
    {
        string text = VisibleText.Of(ReportWriter.Render(Variants["in progress"]));
        Assert.Contains("Preliminary: 40 of 150 trials so far.", text);
        Assert.Contains("resumes it, keeping finished trials: " + GoldenStudy.Header.Command, text);
        Assert.Contains("+ 110 not run yet = 150", text);
        Assert.DoesNotContain("Preliminary", VisibleText.Of(Page.Value));
    }

    [Fact]
    public void One_replicate_gives_no_interval_and_says_so()
    {
        string text = VisibleText.Of(ReportWriter.Render(Variants["one replicate"]));
        Assert.Contains("One replicate: no intervals.", text);
        Assert.Contains("one replicate cannot tell chance from difference", text);
        Assert.DoesNotContain("class=\"band", ReportWriter.Render(Variants["one replicate"]));
    }

    [Fact]
    public void More_rows_than_planned_are_a_warning_not_a_sum()
    {
        string text = VisibleText.Of(ReportWriter.Render(GoldenStudy.Results with { Header = GoldenStudy.Header with { Planned = 149 } }));
        Assert.Contains("The sum is off by 1.", text);
        Assert.DoesNotContain("nothing went missing", text);
    }

    [Fact]
    public void Answers_for_the_terminal_are_those_of_the_page() =>
        Assert.All(ReportFile.Answers(GoldenStudy.Results), answer => Assert.Contains(answer.Replace('\u00A0', ' '), VisibleText.Of(Page.Value).Replace('\u00A0', ' ')));

    [Fact]
    public void Sections_are_found_in_order_and_see_no_learner()
    {
        Assert.Equal("answer", ReportWriter.Sections()[0].Id);
        Assert.Equal(ReportWriter.Sections().Select(s => s.Order).Distinct().Order(), ReportWriter.Sections().Select(s => s.Order));
        Assert.DoesNotContain(
            typeof(ReportWriter).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "MlCompare.Learners");
    }

    private static StudyResults Keep(Func<TrialRow, bool> which, int? replicates = null)
    {
        TrialRow[] rows = GoldenStudy.Results.Rows.Where(which).ToArray();
        return GoldenStudy.Results with
        {
            Rows = [.. rows],
            Study = GoldenStudy.Plan with { Replicates = replicates ?? GoldenStudy.Plan.Replicates },
            Header = GoldenStudy.Header with { Planned = rows.Length },
        };
    }

    private static IEnumerable<string> Drawings(string page) => Svg().Matches(page).Select(match => match.Value);

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
}
