using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>The report beside the results of a study, and its answers for the terminal.</summary>
public static class ReportFile
{
    public const string Name = "report.html";

    /// <summary>Writes report.html into the folder and returns its full path.</summary>
    public static string Write(StudyResults results, string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, Name));
        ReportWriter.Write(results, path);
        return path;
    }

    /// <summary>The sentences at the top of the page: over all data sets, where there are several, then one a data set, in the order of the study.</summary>
    public static IReadOnlyList<string> Answers(StudyResults results)
    {
        Findings findings = new(results);
        return [.. AcrossText.Of(findings) is { } across ? new[] { across.Sentence } : [], .. findings.Datasets.Select(dataset => AnswerText.Of(findings, dataset).Sentence)];
    }
}
