using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MlCompare.Tests.Reports.Browser;

/// <summary>What the page promises once a browser shows it. Each check returns what is wrong, or null.</summary>
internal static class BrowserContract
{
    public const string Quiet = "no complaint in the console and no request";
    public const string Fits = "nothing is wider than the window";
    public const string Cells = "what stands in a cell of a table stays in it";
    public const string Accessible = "axe finds no violation";
    public const string Sorts = "a click on a head sorts the table, another turns it round";
    public const string Toggles = "a legend entry hides its series and brings it back";
    public const string Keys = "arrows go from point to point and show their numbers";
    public const string Links = "a link into a closed part opens it";
    public const string State = "the address keeps what was sorted, filtered and hidden";
    public const string Prints = "on paper every closed part is open";

    private const string StateOfPage = """
        () => [location.hash, [...document.querySelectorAll('#cost table.sortable')].slice(0, 1).map(t => [...t.tBodies[0].rows].map(r => r.cells[1].dataset.value)).join(),
          document.querySelector('#confidence .filter').value, [...document.querySelectorAll('#confidence tr')].filter(r => r.hidden).length > 0,
          document.querySelector('#cost table.sortable').tHead.rows[0].cells[1].getAttribute('aria-sort'), document.querySelector('#rows-0 svg.plot .off') ? 'off' : 'on'].join(' ')
        """;

    public static IReadOnlyDictionary<string, Func<OpenPage, Task<string?>>> Checks { get; } = new Dictionary<string, Func<OpenPage, Task<string?>>>
    {
        [Quiet] = open => Task.FromResult(open.Complaints.FirstOrDefault()),
        [Fits] = async open => await open.Page.EvaluateAsync<string?>("""
            () => document.documentElement.scrollWidth <= innerWidth ? null
              : `${document.documentElement.scrollWidth} > ${innerWidth}: ` + [...document.querySelectorAll('body *')]
                .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('; ')
            """),
        [Cells] = async open => await open.Page.EvaluateAsync<string?>("""
            () => [...document.querySelectorAll('td, th')].map(cell => {
                const inside = document.createRange();
                inside.selectNodeContents(cell);
                const over = inside.getBoundingClientRect().right - cell.getBoundingClientRect().right;
                return over > 1 ? `${over} px: ${cell.textContent.trim().slice(0, 80)}` : null;
              }).filter(found => found).slice(0, 3).join('; ') || null
            """),
        [Accessible] = async open =>
        {
            AxeResult found = await open.Page.RunAxe();
            return found.Violations.Length == 0 ? null : string.Join("; ", found.Violations.Select(one => $"{one.Id} × {one.Nodes.Length}: {one.Help}, {one.Nodes[0].Html}"));
        },
        [Sorts] = async open => await open.Page.EvaluateAsync<string?>("""
            () => {
              const table = document.querySelector('#cost table.sortable'), column = 1;
              const values = () => [...table.tBodies[0].rows].map(row => +row.cells[column].dataset.value);
              const button = table.tHead.rows[0].cells[column].querySelector('button');
              if (!button) return 'no button';
              button.click();
              const up = values();
              button.click();
              const down = values();
              const sorted = [...up].sort((a, b) => a - b);
              return up.every((v, i) => v === sorted[i]) && down.every((v, i) => v === sorted[sorted.length - 1 - i]) ? null : up + ' / ' + down;
            }
            """),
        [Toggles] = async open => await open.Page.EvaluateAsync<string?>("""
            () => {
              const figure = document.querySelector('#rows-0'), button = figure.querySelector('.legend button');
              if (!button) return 'no button';
              const name = button.closest('li').dataset.series;
              const shown = () => [...figure.querySelectorAll('svg.plot [data-series]')].filter(e => e.dataset.series === name && getComputedStyle(e).display !== 'none').length;
              const before = shown();
              button.click();
              const off = shown();
              button.click();
              return before > 0 && off === 0 && shown() === before ? null : `${before}, ${off}, ${shown()}`;
            }
            """),
        [Keys] = async open =>
        {
            ILocator first = open.Page.Locator("#rows-0 svg.plot [data-tip]").First;
            await first.FocusAsync();
            string before = await open.Page.Locator("#tip").InnerTextAsync();
            await open.Page.Keyboard.PressAsync("ArrowRight");
            string after = await open.Page.Locator("#tip").InnerTextAsync();
            int stops = await open.Page.EvaluateAsync<int>("document.querySelectorAll('#rows-0 svg.plot [tabindex=\"0\"]').length");
            return before.Length > 0 && after.Length > 0 && before != after && stops == 1 ? null : $"'{before}', '{after}', {stops} stops";
        },
        [Links] = async open => await open.Page.EvaluateAsync<string?>("""
            async () => {
              const details = document.querySelector('#data details');
              details.open = false;
              details.querySelector('dl').id = 'inside';
              location.hash = '#inside';
              await new Promise(done => setTimeout(done, 200));
              return details.open ? null : 'still closed';
            }
            """),
        [State] = async open =>
        {
            // By hand, then once more from the address alone; a link within the page takes nothing away.
            await open.Page.EvaluateAsync("""
                async () => {
                  document.querySelector('#rows-0 .legend button').click();
                  const head = document.querySelector('#cost table.sortable').tHead.rows[0].cells[1].querySelector('button');
                  head.click();
                  head.click();
                  const filter = document.querySelector('#confidence .filter');
                  filter.value = 'linear';
                  filter.dispatchEvent(new Event('input'));
                  location.hash = '#data';
                  await new Promise(done => setTimeout(done, 200));
                }
                """);
            string before = await open.Page.EvaluateAsync<string>(StateOfPage);
            await open.Page.ReloadAsync();
            string after = await open.Page.EvaluateAsync<string>(StateOfPage);
            return before == after && before.StartsWith("#data?", StringComparison.Ordinal) && before.EndsWith(" descending off", StringComparison.Ordinal) ? null : $"{before} / {after}";
        },
        [Prints] = async open =>
        {
            byte[] pdf = await open.Page.PdfAsync();
            bool isPdf = pdf.Length > 20_000 && pdf.AsSpan(0, 5).SequenceEqual("%PDF-"u8);
            int closed = await open.Page.EvaluateAsync<int>("document.querySelectorAll('details:not([open])').length");
            return isPdf && closed == 0 ? null : $"{pdf.Length} bytes, {closed} closed";
        },
    };
}
