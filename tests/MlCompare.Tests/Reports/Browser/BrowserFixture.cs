using Microsoft.Playwright;

namespace MlCompare.Tests.Reports.Browser;

/// <summary>One Chromium for all tests of the page, and a folder for pages that are opened as files.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-browser");
    private IPlaywright? playwright;
    private IBrowser? browser;
    private int pages;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not null)
        {
            playwright = await Playwright.CreateAsync();
            // Root, as in a container, has no sandbox to offer.
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Chromium.Path, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"], Timeout = 120_000,
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>The path of a file with this page.</summary>
    public string Save(string html)
    {
        string path = Path.Combine(folder.FullName, $"page-{Interlocked.Increment(ref pages)}.html");
        File.WriteAllText(path, html);
        return path;
    }

    /// <summary>Opens a page from a file and notes what it complains of and asks for.</summary>
    public async Task<OpenPage> Open(string html, int width = 1100, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        string path = Save(html);
        IBrowserContext context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script, ColorScheme = scheme, Offline = true,
        });
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, error) => complaints.Add("exception: " + error);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file:", StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : ["asks for " + request.Url]);
        await page.GotoAsync("file://" + path);
        return new OpenPage(page, complaints);
    }
}

/// <summary>A page with its complaints so far; closing it closes its context.</summary>
public sealed record OpenPage(IPage Page, List<string> Complaints) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
