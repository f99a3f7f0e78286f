using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlCompare.Reports.Charts;

namespace MlCompare.Reports.Page;

/// <summary>Renders a component to one static page.</summary>
internal static class PageRenderer
{
    private static readonly string[] Preformatted = ["pre>", "style>", "script>"];

    public static string Render<TPage>(IReadOnlyDictionary<string, object?> parameters)
        where TPage : IComponent
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        return RenderAsync<TPage>(services, parameters).GetAwaiter().GetResult();
    }

    /// <summary>Writes beside the target and renames: a reader sees the old page or the new one, never half of one.</summary>
    public static void Write(string html, string path)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string partial = target + ".partial";
        File.WriteAllText(partial, html);
        File.Move(partial, target, overwrite: true);
    }

    /// <summary>
    /// Without the indentation of the components: a run of white space is one space to a browser, and measured, a twentieth of a large page. What
    /// is preformatted, style and script, whose hashes the policy names, stay as they are.
    /// </summary>
    internal static string Dense(string html)
    {
        StringBuilder dense = new(html.Length);
        string? verbatim = null;
        foreach (Range range in html.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = html.AsSpan(range);
            ReadOnlySpan<char> kept = verbatim is null ? line.Trim(' ') : line;
            if (kept.Length == 0 && verbatim is null)
            {
                continue;
            }

            // A space at either end still parts what stands there from its neighbour, as the line break does.
            dense.Append(kept).Append('\n');
            verbatim = Verbatim(line, verbatim);
        }

        return dense.ToString();
    }

    private static string? Verbatim(ReadOnlySpan<char> line, string? open)
    {
        foreach (string tag in open is null ? Preformatted : [open])
        {
            int start = line.LastIndexOf("<" + tag, StringComparison.Ordinal), end = line.LastIndexOf("</" + tag, StringComparison.Ordinal);
            if (open is null ? start > end : end >= 0 && end > start)
            {
                return open is null ? tag : null;
            }
        }

        return open;
    }

    private static async Task<string> RenderAsync<TPage>(IServiceProvider services, IReadOnlyDictionary<string, object?> parameters)
        where TPage : IComponent
    {
        HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            string html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters.ToDictionary()))).ToHtmlString()).ConfigureAwait(false);
            return MarkSymbols.Insert(Dense(html.ReplaceLineEndings("\n")));
        }
    }
}
