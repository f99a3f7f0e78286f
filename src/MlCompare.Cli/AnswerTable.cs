using System.Globalization;
using MlCompare.Studies;
using Spectre.Console;

namespace MlCompare.Cli;

/// <summary>Under the answer: each learner's means at the largest size without noise, one small table a data set.</summary>
internal static class AnswerTable
{
    private static readonly string[] ForClasses = ["accuracy", "logLoss", "auc"];
    private static readonly string[] ForNumbers = ["r2", "rmse", "mae"];

    public static void Print(StudyResults results, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 120;
        foreach (DatasetSummary set in results.Header.Datasets)
        {
            console.Write(Make(results, set));
        }
    }

    private static Table Make(StudyResults results, DatasetSummary set)
    {
        TrialRow[] clean = [.. results.Rows.Where(row => row.Dataset == set.Id && row.Conditions.All(pair => pair.Key == StudyPlanner.TrainingSize || pair.Value == 0))];
        int size = clean.Select(row => row.TrainRows).DefaultIfEmpty(0).Max();
        string[] measures = set.Task == TaskKind.Regression ? ForNumbers : ForClasses;
        Table table = new Table().Border(TableBorder.Simple).AddColumn($"{set.Id}, {size.ToString("N0", CultureInfo.InvariantCulture)} rows");
        foreach (string name in measures.Append("fit s"))
        {
            table.AddColumn(name, column => column.RightAligned());
        }

        foreach (LearnerSummary learner in results.Header.Learners)
        {
            TrialRow[] rows = [.. clean.Where(row => row.Learner == learner.Name && row.TrainRows == size)];
            TrialRow[] completed = [.. rows.Where(row => row.Outcome == Outcome.Completed)];
            string[] cells = completed.Length > 0
                ? [.. measures.Select(measure => Mean(completed, measure)), Number(completed.Average(row => row.FitSeconds), "0.00")]
                : [rows.Length > 0 ? rows[0].Outcome.ToString().ToLowerInvariant() : "not run", .. measures.Select(_ => "")];
            table.AddRow([Markup.Escape(learner.Title), .. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static string Mean(TrialRow[] rows, string measure) =>
        rows.All(row => row.Metrics.ContainsKey(measure)) ? Number(rows.Average(row => row.Metrics[measure]), "0.####") : "";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
