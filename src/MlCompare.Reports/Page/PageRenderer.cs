using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MlCompare.Reports.Page;

/// <summary>Renders a component to one static page.</summary>
internal static class PageRenderer
{
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

    private static async Task<string> RenderAsync<TPage>(IServiceProvider services, IReadOnlyDictionary<string, object?> parameters)
        where TPage : IComponent
    {
        HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            string html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters.ToDictionary()))).ToHtmlString()).ConfigureAwait(false);
            return html.ReplaceLineEndings("\n");
        }
    }
}
