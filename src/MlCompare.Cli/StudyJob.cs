using System.Diagnostics;
using MlCompare.Datasets;
using MlCompare.Reports;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>What quickstart, compare and run have in common: run, report, say the answer, choose the exit code.</summary>
internal sealed class StudyJob(Composition composition, string folder, int workers, bool open)
{
    public int Run(Study study, CancellationToken cancel)
    {
        if (workers < 1)
        {
            throw new InputException($"{workers} workers", "--workers", "use 1 or more");
        }

        IDatasetSource[] sources = [.. study.Datasets.Select(id => composition.Source(study, id))];
        StudyResults results = TrialProgress.Watch(
            progress => new StudyRunner(study, sources, composition.Plugins).Run(folder, workers, progress, cancel));
        string report = ReportFile.Write(results, folder);
        foreach (string sentence in ReportFile.Answers(results))
        {
            Console.Out.WriteLine(sentence);
        }

        AnswerTable.Print(results, Console.Out);
        Console.Out.WriteLine($"Report: {report}");
        if (cancel.IsCancellationRequested && results.Rows.Length < results.Header.Planned)
        {
            Console.Error.WriteLine(
                $"Stopped after {results.Rows.Length} of {results.Header.Planned} trials. To resume: mlcompare run {Path.Combine(folder, ResultStore.StudyName)}");
            return CommandLine.Cancelled;
        }

        if (open)
        {
            Process.Start(new ProcessStartInfo(report) { UseShellExecute = true })?.Dispose();
        }

        int failed = results.Rows.Count(row => row.Outcome == Outcome.Failed);
        if (failed > 0)
        {
            Console.Error.WriteLine($"{failed} of {results.Header.Planned} trials failed; the report says why.");
        }

        return failed > 0 ? CommandLine.SomeFailed : CommandLine.Done;
    }
}
