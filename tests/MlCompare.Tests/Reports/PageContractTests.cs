using System.Collections.Concurrent;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>Every promise on every odd study, and every promise broken once on purpose.</summary>
public sealed class PageContractTests
{
    private const string Whole = "whole";

    private static readonly ConcurrentDictionary<string, string> Pages = new();

    public static TheoryData<string, string> Fan
    {
        get
        {
            TheoryData<string, string> fan = [];
            foreach (string study in Studies.Keys.Order(StringComparer.Ordinal))
            {
                foreach (Check<string> check in PageContract.Checks)
                {
                    fan.Add(study, check.Promise);
                }
            }

            return fan;
        }
    }

    public static TheoryData<string, string, string> Twins => new()
    {
        { PageContract.Numbers, "</main>", "<p>NaN</p></main>" },
        { PageContract.Numbers, "<path d=\"M", "<path d=\"MNaN " },
        { PageContract.WellFormed, "</svg>", "<g></svg>" },
        { PageContract.WellFormed, "<desc ", "<metadata " },
        { PageContract.Inside, "\" class=\"axis\"", "M0 9999\" class=\"axis\"" },
        { PageContract.ChartTables, "<figure class=\"chart\"", "<figure></figure><figure class=\"chart\"" },
        { PageContract.Rectangular, "</td></tr>", "</td><td></td></tr>" },
        { PageContract.Rectangular, "colspan=\"6\"", "colspan=\"5\"" },
        { PageContract.Offline, "</body>", "<img src=\"x.png\"></body>" },
        { PageContract.Offline, "<link rel=\"icon\" href=\"data:,\"", "<link rel=\"stylesheet\" href=\"https://example.org/x.css\"" },
        { PageContract.Offline, "</style>", "p{background:url(http://example.org)}</style>" },
        { PageContract.Links, "href=\"#data\"", "href=\"#date\"" },
        { PageContract.Links, " id=\"data\"", " id=\"cost\"" },
        { PageContract.OneScript, "</body>", "<script></script></body>" },
        { PageContract.Headings, "<h2", "<h4" },
    };

    public static Dictionary<string, StudyResults> Studies { get; } = new()
    {
        [Whole] = GoldenStudy.Results,
        ["empty"] = GoldenStudy.Results with { Rows = [] },
        ["no data sets"] = GoldenStudy.Results with
        {
            Rows = [],
            Header = GoldenStudy.Header with { Datasets = [], Learners = [], Planned = 0 },
            Study = GoldenStudy.Plan with { Contrasts = [] },
        },
        ["a Bayes rule of zero"] = GoldenStudy.Results with
        {
            Header = GoldenStudy.Header with { Datasets = [.. GoldenStudy.Header.Datasets.Select(set => set with { BayesRisk = 0 })] },
        },
        ["one kind of data declined"] = Change(row => row is { Learner: "mlp", Dataset: "houses" }
            ? row with { Outcome = Outcome.Declined, Reason = "made for images", Metrics = [] } : row),
        ["one replicate"] = Keep(row => row.Replicate == 0, replicates: 1),
        ["one size"] = Keep(row => row.TrainRows == 16000),
        ["one learner"] = Keep(row => row.Learner == "linear"),
        ["baseline only"] = Keep(row => row.Learner == "constant"),
        ["noise only"] = Keep(row => row.Conditions.Any(c => c.Key != "training-size" && c.Value > 0)),
        ["in progress"] = GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Take(40)] },
        ["all declined"] = Change(row => row with { Outcome = Outcome.Declined, Reason = "no", Metrics = [] }),
        ["not a number"] = Change(row => row.Metrics.Count > 0 && row.Learner == "mlp"
            ? row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => double.NaN)), FitSeconds = double.NaN }
            : row),
        ["no cost"] = Change(row => row with { FitSeconds = 0, PredictSecondsPerRow = 0, PeakBytes = 0, ModelBytes = 0 }),
        ["no importance"] = Change(row => row with { Importance = null }),
        ["odd importance"] = Change(row => row with
        {
            Importance = row.Importance is not { } importance ? null : importance with
            {
                Columns = [.. importance.Columns.Select((column, j) => column with
                {
                    Name = j == 0 ? "a]]>&\"<b" : new string('w', 40 + j),
                    Permutation = row.Learner == "linear" ? null : j == 1 ? 0 : -column.Permutation,
                    Gain = 0,
                    Shap = column.Shap is null ? null : 0,
                })],
            },
        }),
        ["equal learners"] = Change(row => row.Metrics.Count > 0
            ? row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => 0.0)) }
            : row),
        ["huge values"] = Change(row => row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, m => m.Value * 1e12)) }),
        ["a learner unknown to the header"] = Change(row => row.Learner == "mlp" ? row with { Learner = "stranger" } : row),
    };

    [Theory]
    [MemberData(nameof(Fan))]
    public void Keeps(string study, string promise) =>
        Assert.Null(PageContract.Checks.Single(check => check.Promise == promise).Run(Page(study)));

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_page_that_breaks_the_promise_is_caught(string promise, string old, string broken)
    {
        string page = Page(Whole);
        int at = page.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        string twin = page[..at] + broken + page[(at + old.Length)..];
        Assert.NotNull(PageContract.Checks.Single(check => check.Promise == promise).Run(twin));
    }

    [Fact]
    public void Every_promise_has_a_twin() => Assert.Equal(
        PageContract.Checks.Select(check => check.Promise).Order(StringComparer.Ordinal),
        Twins.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    public static string Page(string study) => Pages.GetOrAdd(study, name => ReportWriter.Render(Studies[name]));

    private static StudyResults Change(Func<TrialRow, TrialRow> change) =>
        GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Select(change)] };

    private static StudyResults Keep(Func<TrialRow, bool> which, int? replicates = null)
    {
        TrialRow[] rows = [.. GoldenStudy.Results.Rows.Where(which)];
        return GoldenStudy.Results with
        {
            Rows = [.. rows],
            Study = GoldenStudy.Plan with { Replicates = replicates ?? GoldenStudy.Plan.Replicates },
            Header = GoldenStudy.Header with { Planned = rows.Length },
        };
    }
}
