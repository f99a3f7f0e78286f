using System.CommandLine;
using Spectre.Console;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare list KIND</c>: what a study may name.</summary>
internal static class ListCommand
{
    public static Command Make()
    {
        Argument<string> kind = new("KIND") { Description = "learners, datasets, interventions, measures or sections." };
        kind.AcceptOnlyFromAmong("learners", "datasets", "interventions", "measures", "sections");
        Option<string?> data = CommonOptions.Data();
        Command command = new("list", "List what a study may name.") { kind, data };
        command.SetAction(parsed =>
        {
            Composition composition = new(parsed.GetValue(data));
            AnsiConsole.Write(parsed.GetValue(kind) switch
            {
                "learners" => Learners(composition),
                "datasets" => Datasets(composition),
                "interventions" => Interventions(composition),
                "measures" => Measures(composition),
                _ => Sections(),
            });
            return CommandLine.Done;
        });
        return command;
    }

    private static Table Learners(Composition composition)
    {
        Table table = Columns("id", "title", "family", "engine", "options");
        foreach (Learners.ILearner learner in composition.Plugins.Learners.All)
        {
            Add(table, learner.Id, learner.Title, learner.Family.ToString().ToLowerInvariant(), learner.Engine, string.Join(", ", learner.Options.Select(pair => $"{pair.Key}={pair.Value}")));
        }

        return table;
    }

    private static Table Datasets(Composition composition)
    {
        Table table = Columns("id", "title", "modality", "task", "local");
        foreach (MlCompare.Datasets.IDatasetSource source in composition.Library.All)
        {
            string local = source.FreshDraws ? "embedded" : composition.Library.IsLocal(source.Id) ? "yes" : "no";
            Add(table, source.Id, source.Title, source.Modality.ToString().ToLowerInvariant(), source.Task.ToString().ToLowerInvariant(), local);
        }

        return table;
    }

    private static Table Interventions(Composition composition)
    {
        Table table = Columns("id", "title", "stage", "levels");
        foreach (MlCompare.Interventions.IIntervention item in composition.Plugins.Interventions.All)
        {
            Add(table, item.Id, item.Title, item.Stage.ToString().ToLowerInvariant(), string.Join(", ", item.Levels));
        }

        return table;
    }

    private static Table Measures(Composition composition)
    {
        Table table = Columns("id", "title", "direction", "tasks");
        foreach (MlCompare.Measures.IMeasure measure in composition.Measures.All)
        {
            string direction = measure.Direction == MlCompare.Measures.Direction.LowerIsBetter ? "lower is better" : "higher is better";
            Add(table, measure.Id, measure.Title, direction, string.Join(", ", Enum.GetValues<TaskKind>().Where(measure.Supports).Select(task => task.ToString().ToLowerInvariant())));
        }

        return table;
    }

    private static Table Sections()
    {
        Table table = Columns("id", "title");
        foreach (Reports.IReportSection section in Reports.ReportSections.All)
        {
            Add(table, section.Id, section.Title);
        }

        return table;
    }

    private static Table Columns(params string[] names)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string name in names)
        {
            table.AddColumn(name);
        }

        return table;
    }

    private static void Add(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);
}
