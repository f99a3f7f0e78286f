using MlCompare.Ledger;
using MlCompare.Reports.Page;

namespace MlCompare.Reports.Ledger;

/// <summary>Writes the page of a claims ledger; like the report, one file that needs no network, the same bytes for the same results.</summary>
public static class LedgerWriter
{
    public static string Render(LedgerReport report) =>
        PageRenderer.Render<LedgerPage>(new Dictionary<string, object?> { [nameof(LedgerPage.Report)] = report });

    /// <summary>Writes claims.html into the folder and returns its full path.</summary>
    public static string Write(LedgerReport report, string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, LedgerStore.PageName));
        PageRenderer.Write(Render(report), path);
        return path;
    }
}
