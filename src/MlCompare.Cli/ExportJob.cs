using System.Globalization;
using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Exports;
using MlCompare.Reports;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>Fits, writes, loads the file by a runtime of its own, and compares.</summary>
internal sealed class ExportJob(Composition composition, string format, string? target, bool overwrite, int threads)
{
    /// <summary>More than this between the file and the model is no rounding.</summary>
    public const double Tolerance = 1e-5;

    private const int MostRows = 10_000;

    public int FromStudy(string folder, string? dataset, string? learner, CancellationToken cancel)
    {
        StudyResults results = ResultStore.Read(folder);
        DatasetSummary set = Choose(results, dataset, folder);
        string name = learner ?? Ranking.Of(results).Single(answer => answer.Dataset == set.Id).Winner
            ?? throw new InputException($"no learner completed a trial on {set.Id}, so there is no winner", folder, "name one with --learner");
        Study study = StudyPaths.Found(results.Study, folder, composition.Library);
        IDatasetSource source = study.Datasets.Select(id => composition.Source(study, id)).First(found => found.Id == set.Id);
        int rows = results.Rows.Where(row => row.Dataset == set.Id).Select(row => row.TrainRows).DefaultIfEmpty(0).Max();
        JsonObject? tuned = results.Rows.FirstOrDefault(row => row.Dataset == set.Id && row.Learner == name && row.Replicate == 0 && row.TrainRows == rows
            && row.Outcome == Outcome.Completed && results.Noise(row) == 0 && !results.ChangesStructure(row))?.Options;
        (ExportRecord record, int code) = Run(study, source, name, tuned, folder, cancel);
        record.Append(folder);
        Console.Out.WriteLine($"Report: {ReportFile.Write(results with { Exports = ExportRecord.Read(folder) }, folder)}");
        return code;
    }

    public int FromData(Study study, CancellationToken cancel)
    {
        IDatasetSource source = composition.Source(study, study.Datasets[0]);
        return Run(study, source, study.Learners[0].Name, null, "", cancel).Code;
    }

    private (ExportRecord Record, int Code) Run(Study study, IDatasetSource source, string name, JsonObject? tuned, string folder, CancellationToken cancel)
    {
        IModelExporter exporter = composition.Exporters.Get(format);
        if (exporter.Missing is string missing)
        {
            throw new InputException(missing, $"--format {format}", "or choose the other format");
        }

        string path = target ?? Path.Combine(folder, $"{source.Id}-{name}{exporter.Ending}");
        using ExportFile file = ExportFile.Open(path, overwrite);
        (FittedModel model, int trained, FeatureTable heldOut) = StudyModel.Fit(study, source, composition.Plugins, name, tuned, threads, cancel);
        exporter.Write(model, file.Stream);
        file.Keep();
        Console.Out.WriteLine($"{path}: {model.Learner.Title}, trained on {trained.ToString("N0", CultureInfo.InvariantCulture)} rows of {source.Id}, {new FileInfo(path).Length.ToString("N0", CultureInfo.InvariantCulture)} bytes");
        (ExportCheck? check, int code) = Check(path, model, heldOut.Head(Math.Min(heldOut.Count, MostRows)));
        return (new ExportRecord(path, format, source.Id, name, trained, check), code);
    }

    private (ExportCheck? Check, int Code) Check(string path, FittedModel model, FeatureTable rows)
    {
        IModelRuntime runtime = composition.Runtimes.All.Single(found => found.Format == format);
        if (runtime.Missing is string missing)
        {
            Console.Out.WriteLine($"Not checked: {missing}");
            return (null, CommandLine.Done);
        }

        ExportCheck check = ExportCheck.Run(runtime, path, model, rows);
        string kind = model.Labels.Task == TaskKind.Regression ? "prediction (relative to it or to the spread)" : "probability";
        Console.Out.WriteLine(FormattableString.Invariant(
            $"Loaded by {check.Runtime}: largest difference of a {kind} on {check.Rows:N0} held-out rows {check.Difference:0.0e+0}"));
        if (!(check.Difference <= Tolerance))
        {
            Console.Error.WriteLine(FormattableString.Invariant($"That is more than {Tolerance:0e+0}: do not use the file, and report this with the command."));
            return (check, CommandLine.SomeFailed);
        }

        return (check, CommandLine.Done);
    }

    private static DatasetSummary Choose(StudyResults results, string? dataset, string folder)
    {
        string known = string.Join(", ", results.Header.Datasets.Select(set => set.Id));
        return dataset is null
            ? results.Header.Datasets.Length == 1 ? results.Header.Datasets[0] : throw new InputException($"the study has several data sets ({known})", folder, "choose one with --dataset")
            : results.Header.Datasets.FirstOrDefault(set => set.Id == dataset) ?? throw new InputException($"'{dataset}' is no data set of the study", "--dataset", $"use one of: {known}");
    }
}
