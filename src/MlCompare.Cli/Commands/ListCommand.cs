using System.CommandLine;
using Spectre.Console;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare list KIND</c>: what a study may name.</summary>
internal static class ListCommand
{
    private static readonly string[] Kinds = ["learners", "datasets", "interventions", "measures", "sections"];

    public static Command Make()
    {
        Argument<string> kind = new("KIND") { Description = $"{string.Join(", ", Kinds[..^1])} or {Kinds[^1]}.", HelpName = "KIND" };
        kind.CompletionSources.Add(Kinds);
        kind.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && !Kinds.Contains(text, StringComparer.Ordinal))
            {
                result.AddError($"{text}: there is nothing of this kind to list; use one of: {string.Join(", ", Kinds)}");
            }
        });
        Option<string?> data = CommonOptions.Data();
        Command command = new("list", "List what a study may name.") { kind, data };
        command.SetAction(parsed =>
        {
            Composition composition = new(parsed.GetValue(data));
            Table[] tables = parsed.GetValue(kind) switch
            {
                "learners" => [Learners(composition), LearnerOptions(composition)],
                "datasets" => [Datasets(composition)],
                "interventions" => [Interventions(composition)],
                "measures" => [Measures(composition)],
                _ => [Sections()],
            };
            foreach (Table table in tables)
            {
                table.Print();
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Table Learners(Composition composition)
    {
        Table table = Tables.Columns("id", "title", "family", "engine", "takes part unnamed");
        foreach (Learners.ILearner learner in composition.Plugins.Learners.All)
        {
            string[] unnamed = [.. Enum.GetValues<Modality>().Where(learner.StandsForFamily).Select(Word)];
            table.Add(
                learner.Id,
                learner.Title,
                Word(learner.Family),
                learner.Engine,
                unnamed.Length == Enum.GetValues<Modality>().Length ? "always" : unnamed.Length > 0 ? string.Join(", ", unnamed) : "no");
        }

        foreach (Learners.IEngine engine in composition.Plugins.Engines.All)
        {
            foreach (string lacking in engine.LackingLearners)
            {
                table.Add(lacking, $"missing: {engine.State.Missing}", "", engine.Id, "no");
            }
        }

        return table;
    }

    private static Table LearnerOptions(Composition composition)
    {
        Table table = Tables.Columns("learner", "options of a study file, with their defaults");
        foreach (Learners.ILearner learner in composition.Plugins.Learners.All)
        {
            table.Add(learner.Id, learner.Options.Count == 0 ? "none" : string.Join(", ", learner.Options.Select(pair => $"{pair.Key}={pair.Value?.ToString() ?? "auto"}")));
        }

        return table;
    }

    private static Table Datasets(Composition composition)
    {
        Table table = Tables.Columns("id", "title", "modality", "task", "local");
        foreach (MlCompare.Datasets.IDatasetSource source in composition.Library.All)
        {
            string local = source.FreshDraws ? "embedded" : composition.Library.IsLocal(source.Id) ? "yes" : "no";
            table.Add(source.Id, source.Title, Word(source.Modality), Word(source.Task), local);
        }

        return table;
    }

    private static Table Interventions(Composition composition)
    {
        Table table = Tables.Columns("id", "title", "stage", "levels");
        foreach (MlCompare.Interventions.IIntervention item in composition.Plugins.Interventions.All)
        {
            table.Add(item.Id, item.Title, Word(item.Stage), string.Join(", ", item.Levels));
        }

        return table;
    }

    private static Table Measures(Composition composition)
    {
        Table table = Tables.Columns("id", "title", "direction", "tasks");
        foreach (MlCompare.Measures.IMeasure measure in composition.Measures.All)
        {
            string direction = measure.Direction == MlCompare.Measures.Direction.LowerIsBetter ? "lower is better" : "higher is better";
            table.Add(measure.Id, measure.Title, direction, string.Join(", ", Enum.GetValues<TaskKind>().Where(measure.Supports).Select(Word)));
        }

        return table;
    }

    private static Table Sections()
    {
        Table table = Tables.Columns("id", "title");
        foreach (Reports.IReportSection section in Reports.ReportSections.All)
        {
            table.Add(section.Id, section.Title);
        }

        return table;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
