using MlCompare.Reports.Page;

namespace MlCompare.BenchWhy;

/// <summary>Writes the page: one file that needs no network, the same bytes for the same record.</summary>
internal static class WhyPageWriter
{
    public static string Render(Judgement judgement, IReadOnlyList<TableRecord> others) => PageRenderer.Render<WhyPage>(new Dictionary<string, object?>
    {
        [nameof(WhyPage.Judgement)] = judgement,
        [nameof(WhyPage.Others)] = others,
    });

    public static void Write(Judgement judgement, IReadOnlyList<TableRecord> others, string path) => PageRenderer.Write(Render(judgement, others), path);
}
