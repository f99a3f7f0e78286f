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
        Findings findings = new(results);
        return PageRenderer.Render<ReportPage>(new Dictionary<string, object?>
        {
            [nameof(ReportPage.Findings)] = findings,
            [nameof(ReportPage.Sections)] = sections.Where(section => section.Applies(findings)).ToList(),
        });
    }

    /// <summary>Writes beside the target and renames: a reader sees the old page or the new one, never half of one.</summary>
    public static void Write(StudyResults results, string path) => PageRenderer.Write(Render(results), path);
}
