using Microsoft.Playwright;

namespace MlCompare.Tests.Reports.Browser;

/// <summary>The page in Chromium, opened from a file without a network.</summary>
[Trait("Category", "Slow")]
public sealed class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static string Whole => PageContractTests.Page("whole");

    public static TheoryData<string> Promises => [.. BrowserContract.Checks.Keys];

    /// <summary>Every promise with a page that breaks it.</summary>
    public static TheoryData<string, string, string> Twins => new()
    {
        { BrowserContract.Quiet, "</main>", "<img src=\"https://example.org/x.png\" alt=\"x\"></main>" },
        { BrowserContract.Fits, "</main>", "<svg width=\"3000\" height=\"10\" aria-hidden=\"true\"></svg></main>" },
        { BrowserContract.Accessible, "</main>", "<table><tr><th></th></tr></table><img src=\"data:,\"></main>" },
        { BrowserContract.Sorts, "<table class=\"sortable\">", "<table>" },
        { BrowserContract.Toggles, "<li data-series=", "<li data-serie=" },
        { BrowserContract.Keys, "data-tip=", "data-tips=" },
        { BrowserContract.Links, "<details", "<div" },
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
