using System.Globalization;
using MlCompare.Studies;
using Spectre.Console;

namespace MlCompare.Cli;

/// <summary>Under the answer, for each data set: every learner's means at the largest size without noise, and over the levels of noise.</summary>
internal static class AnswerTable
{
    private static readonly string[] ForClasses = ["accuracy", "logLoss", "auc"];
    private static readonly string[] ForNumbers = ["r2", "rmse", "mae"];

    public static void Print(StudyResults results, TextWriter output)
    {
        foreach (DatasetSummary set in results.Header.Datasets.Where(set => results.Rows.Any(row => row.Dataset == set.Id)))
        {
            AtLargest(results, set).Print(output);
            TrialRow[] rows = [.. results.Rows.Where(row => row.Dataset == set.Id && row.Outcome == Outcome.Completed && !results.ChangesStructure(row))];
            if (rows.Any(row => results.Noise(row) > 0))
            {
                UnderNoise(results, set, rows).Print(output);
            }
        }
    }

    private static Table AtLargest(StudyResults results, DatasetSummary set)
    {
        TrialRow[] clean = [.. results.Rows.Where(row => row.Dataset == set.Id && results.Noise(row) == 0 && !results.ChangesStructure(row))];
        int size = clean.Select(row => row.TrainRows).DefaultIfEmpty(0).Max();
        string[] measures = set.Task == TaskKind.Regression ? ForNumbers : ForClasses;
        Table table = NewTable($"{set.Id}, {Count(size)} training rows", [.. measures, "fit s"]);
        foreach (LearnerSummary learner in results.Header.Learners)
        {
            TrialRow[] rows = [.. clean.Where(row => row.Learner == learner.Name && row.TrainRows == size)];
            TrialRow[] completed = [.. rows.Where(row => row.Outcome == Outcome.Completed)];
            string[] cells = completed.Length > 0
                ? [.. measures.Select(measure => Mean(completed, measure)), Number(completed.Average(row => row.FitSeconds), "0.00")]
                : [rows.Length > 0 ? rows[0].Outcome.ToString().ToLowerInvariant() : "not run", .. measures.Select(_ => "")];
            table.Add([learner.Title, .. cells]);
        }

        return table;
    }

    private static Table UnderNoise(StudyResults results, DatasetSummary set, TrialRow[] rows)
    {
        string measure = set.Task == TaskKind.Regression ? ForNumbers[0] : ForClasses[0];
        int size = rows.Where(row => results.Noise(row) > 0).Max(row => row.TrainRows);
        Table table = NewTable($"{measure} by label noise, {Count(size)} rows", [.. results.Study.Noise.Select(level => Number(level, "0.##"))]);
        foreach (LearnerSummary learner in results.Header.Learners)
        {
            IEnumerable<string> cells = results.Study.Noise.Select(level =>
            {
                TrialRow[] cell = [.. rows.Where(row => row.Learner == learner.Name && row.TrainRows == size && results.Noise(row) == level)];
                return cell.Length == 0 ? "" : Mean(cell, measure);
            });
            table.Add([learner.Title, .. cells]);
        }

        return table;
    }

    private static Table NewTable(string title, IEnumerable<string> columns)
    {
        Table table = Tables.Columns(title);
        foreach (string column in columns)
        {
            table.AddColumn(column, settings => settings.RightAligned());
        }

        return table;
    }

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mean(TrialRow[] rows, string measure)
    {
        if (!rows.All(row => row.Metrics.ContainsKey(measure)))
        {
            return "";
        }

        double mean = rows.Average(row => row.Metrics[measure]);
        return Number(mean, Math.Abs(mean) switch { >= 1000 => "N0", >= 10 => "0.00", _ => "0.0000" });
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
