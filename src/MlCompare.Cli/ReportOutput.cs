using MlCompare.Exports;
using MlCompare.Reports;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>The end of every command that has results: the page, the answers on standard output, the exit code.</summary>
internal static class ReportOutput
{
    /// <summary>Writes the page into the folder and says the answers.</summary>
    /// <param name="table">The figures behind the answers too.</param>
    /// <returns>The page's path.</returns>
    public static string Write(StudyResults results, string folder, bool table = true)
    {
        string report = ReportFile.Write(results with { Exports = ExportRecord.Read(folder) }, folder);
        foreach (string sentence in ReportFile.Answers(results))
        {
            Console.Out.WriteLine(sentence);
        }

        if (table)
        {
            AnswerTable.Print(results, Console.Out);
        }

        Console.Out.WriteLine($"Report: {report}");
        return report;
    }

    /// <summary>Shows the page where that is wanted, says how many trials failed, and gives the exit code.</summary>
    public static int End(StudyResults results, string report, bool open)
    {
        if (open)
        {
            Browser.Show(report);
        }

        int failed = results.Rows.Count(row => row.Outcome == Outcome.Failed);
        if (failed > 0)
        {
            Console.Error.WriteLine($"{failed} of {results.Header.Planned} trials failed; the report says why.");
        }

        return failed > 0 ? CommandLine.SomeFailed : CommandLine.Done;
    }
}
