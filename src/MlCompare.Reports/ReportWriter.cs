using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlCompare.Reports.Page;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>Writes the report: one HTML file that needs no network and no script. The same results give the same bytes.</summary>
public static class ReportWriter
{
    public static string Render(StudyResults results) => Render(results, ReportSections.All);

    /// <summary>Renders with the given sections, for those who add their own.</summary>
    public static string Render(StudyResults results, IReadOnlyList<IReportSection> sections)
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        return RenderAsync(services, new Findings(results), sections).GetAwaiter().GetResult();
    }

    /// <summary>Writes beside the target and renames: a reader sees the old page or the new one, never half of one.</summary>
    public static void Write(StudyResults results, string path)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string partial = target + ".partial";
        File.WriteAllText(partial, Render(results));
        File.Move(partial, target, overwrite: true);
    }

    private static async Task<string> RenderAsync(
        IServiceProvider services, Findings findings, IReadOnlyList<IReportSection> sections)
    {
        HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            ParameterView parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReportPage.Findings)] = findings,
                [nameof(ReportPage.Sections)] = sections.Where(section => section.Applies(findings)).ToList(),
            });
            string html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString()).ConfigureAwait(false);
            return html.ReplaceLineEndings("\n");
        }
    }
}
