using Microsoft.Playwright;
using MlCompare.Reports;
using Xunit.Abstractions;

namespace MlCompare.Tests.Reports.Browser;

/// <summary>The page in Chromium, opened from a file without a network.</summary>
[Trait("Category", "Slow")]
public sealed class BrowserTests(BrowserFixture browser, ITestOutputHelper output) : IClassFixture<BrowserFixture>
{
    private static string Whole => PageContractTests.Page("whole");

    public static TheoryData<string> Promises => [.. BrowserContract.Checks.Keys];

    /// <summary>Every promise with a page that breaks it.</summary>
    public static TheoryData<string, string, string> Twins => new()
    {
        { BrowserContract.Quiet, "</main>", "<img src=\"https://example.org/x.png\" alt=\"x\"></main>" },
        { BrowserContract.Fits, "</main>", "<svg width=\"3000\" height=\"10\" aria-hidden=\"true\"></svg></main>" },
        { BrowserContract.Cells, "class=\"tag\">", "class=\"tag\"><svg width=\"900\" height=\"10\" aria-hidden=\"true\"></svg>" },
        { BrowserContract.Accessible, "</main>", "<table><tr><th></th></tr></table><img src=\"data:,\"></main>" },
        { BrowserContract.Sorts, "<table class=\"sortable\">", "<table>" },
        { BrowserContract.Toggles, "<li data-series=", "<li data-serie=" },
        { BrowserContract.Keys, "class=\"point\"", "class=\"dot\"" },
        { BrowserContract.Links, "<details", "<div" },
        { BrowserContract.State, "<table class=\"sortable\">", "<table>" },
        { BrowserContract.Prints, "<script>", "<script type=\"text/plain\">" },
    };

    [ChromiumTheory]
    [MemberData(nameof(Promises))]
    public async Task Keeps(string promise)
    {
        await using OpenPage open = await browser.Open(Whole);
        Assert.Null(await BrowserContract.Checks[promise](open));
    }

    [ChromiumTheory]
    [MemberData(nameof(Twins))]
    public async Task A_page_that_breaks_the_promise_is_caught(string promise, string old, string broken)
    {
        Assert.Contains(old, Whole);
        await using OpenPage open = await browser.Open(Whole.Replace(old, broken, StringComparison.Ordinal));
        string? found;
        try
        {
            open.Page.SetDefaultTimeout(5_000);
            found = await BrowserContract.Checks[promise](open);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            found = error.Message;
        }

        Assert.NotNull(found);
    }

    [Fact]
    public void Every_promise_has_a_twin() =>
        Assert.Equal(BrowserContract.Checks.Keys.Order(StringComparer.Ordinal), Twins.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [ChromiumTheory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task Fits_and_reads_on_phones_and_wide_screens_by_day_and_night(int width, ColorScheme scheme)
    {
        await using OpenPage open = await browser.Open(Whole, width, scheme: scheme);
        Assert.Null(await BrowserContract.Checks[BrowserContract.Fits](open));
        Assert.Null(await BrowserContract.Checks[BrowserContract.Accessible](open));
    }

    [ChromiumTheory]
    [InlineData(360)]
    [InlineData(1400)]
    public async Task Long_names_of_learners_stay_in_their_cells(int width)
    {
        string html = Whole.Replace("gradient boosting", "neural network (spectrogram convolutions)", StringComparison.OrdinalIgnoreCase);
        await using OpenPage open = await browser.Open(html, width);
        Assert.Null(await BrowserContract.Checks[BrowserContract.Cells](open));
        Assert.Null(await BrowserContract.Checks[BrowserContract.Fits](open));
    }

    /// <summary>
    /// Twenty thousand trials as few sets with many replicates, and as many sets and learners. The bar of two seconds is one of a quiet machine; what
    /// is bounded here is the processor time of the page's main thread, which waiting does not touch.
    /// </summary>
    [ChromiumTheory]
    [InlineData(10, 8, 50)]
    [InlineData(20, 20, 10)]
    public async Task Twenty_thousand_trials_open_in_two_seconds(int learners, int datasets, int replicates)
    {
        string html = ReportWriter.Render(HardPageTests.Large(learners, datasets, replicates));
        await using OpenPage warm = await browser.Open(Whole), open = await browser.Open("<!DOCTYPE html><title>-</title>");
        ICDPSession session = await open.Page.Context.NewCDPSessionAsync(open.Page);
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        double before = await Seconds(session, "TaskDuration");
        string path = browser.Save(html);
        await open.Page.GotoAsync("file://" + path);
        double loaded = await open.Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000");
        double painted = await open.Page.EvaluateAsync<double>("new Promise(done => new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime / 1000)).observe({ type: 'paint', buffered: true }))");
        double spent = await Seconds(session, "TaskDuration") - before;
        double[] parts = [await Seconds(session, "LayoutDuration"), await Seconds(session, "RecalcStyleDuration"), await Seconds(session, "ScriptDuration")];
        output.WriteLine(FormattableString.Invariant($"{datasets} sets × {learners} learners: {html.Length} characters, first contentful paint {painted:F2} s, load event ended {loaded:F2} s, {spent:F2} s of the main thread's processor time ({parts[0]:F2} layout, {parts[1]:F2} style, {parts[2]:F2} script)"));
        Assert.True(painted > 0 && loaded > 0 && spent > 0);
        Assert.True(spent <= 2, $"{spent} s of processor time");
        Assert.Null(await BrowserContract.Checks[BrowserContract.Quiet](open));
    }

    private static async Task<double> Seconds(ICDPSession session, string metric)
    {
        System.Text.Json.JsonElement? metrics = await session.SendAsync("Performance.getMetrics");
        return metrics!.Value.GetProperty("metrics").EnumerateArray().First(one => one.GetProperty("name").GetString() == metric).GetProperty("value").GetDouble();
    }

    [ChromiumFact]
    public async Task Without_script_everything_is_there()
    {
        await using OpenPage with = await browser.Open(Whole), without = await browser.Open(Whole, script: false);
        Assert.DoesNotContain(without.Complaints, line => !line.Contains("script", StringComparison.OrdinalIgnoreCase));
        foreach (string kind in new[] { "section", "svg.plot", "figure details table", "h2", ".answer" })
        {
            Assert.Equal(await with.Page.Locator(kind).CountAsync(), await without.Page.Locator(kind).CountAsync());
        }

        ILocator numbers = without.Page.Locator("#rows-0 details");
        Assert.False(await numbers.Locator("table").IsVisibleAsync());
        await numbers.Locator("summary").ClickAsync();
        Assert.True(await numbers.Locator("table").IsVisibleAsync());
        Assert.True(await without.Page.Locator("#rows-0 svg.plot .point title").CountAsync() > 0);
    }
}
