using System.CommandLine;
using MlCompare.Datasets;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare compare PATH</c>: from a data set to a report in one command.</summary>
internal static class CompareCommand
{
    public static Command Make()
    {
        Argument<string> path = new("PATH") { Description = "A data set id, a csv/tsv file (also .gz), or a folder of class folders (images, texts, sounds)." };
        Option<string?> label = new("--label") { Description = "Column to predict; the last one if not given.", HelpName = "COL" };
        Option<string> task = new("--task") { Description = "What to predict.", DefaultValueFactory = _ => "auto" };
        task.AcceptOnlyFromAmong("auto", "binary", "multiclass", "regression");
        Option<string?> schema = new("--schema") { Description = "JSON file that overrides the inferred column types.", HelpName = "FILE" };
        Option<string?> learners = new("--learners") { Description = "Learner ids or families, separated by commas; all if not given.", HelpName = "IDS" };
        Option<string> sizes = new("--sizes") { Description = "Training rows.", DefaultValueFactory = _ => "250,1000,4000,max", HelpName = "LIST" };
        Option<string> noise = new("--noise") { Description = "Levels of label noise.", DefaultValueFactory = _ => "0,0.1,0.2,0.4", HelpName = "LIST" };
        Option<string?> noiseKind = new("--noise-kind") { Description = "symmetric (default), pair, class-conditional, instance, boundary; for numbers gaussian (default), heteroscedastic, outliers, shuffled.", HelpName = "KIND" };
        Option<string> grid = new("--grid") { Description = "star: noise at one size only; full: every size with every noise level.", DefaultValueFactory = _ => "star" };
        grid.AcceptOnlyFromAmong("star", "full");
        Option<int> replicates = new("--replicates") { Description = "Repetitions with other rows.", DefaultValueFactory = _ => 5, HelpName = "N" };
        Option<int> tune = new("--tune") { Description = "Configurations tried besides the default, for each learner and cell.", DefaultValueFactory = _ => 0, HelpName = "N" };
        Option<string?> timeLimit = new("--time-limit") { Description = "A fit that takes longer fails, such as 10m.", HelpName = "TIME" };
        Option<ulong> seed = new("--seed") { Description = "Another seed, other splits.", DefaultValueFactory = _ => 1, HelpName = "S" };
        Option<string?> data = CommonOptions.Data();
        Option<string?> folder = CommonOptions.Out();
        Option<int> workers = CommonOptions.Workers();
        Option<bool> open = CommonOptions.OpenReport();
        Command command = new("compare", "Compare the model families on one data set and write the report.")
        {
            path, label, task, schema, learners, sizes, noise, noiseKind, grid, replicates, tune, timeLimit, seed, data, folder, workers, open,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                Composition composition = new(parsed.GetValue(data));
                Study study = new()
                {
                    Name = "compare",
                    Datasets = [parsed.GetValue(path)!],
                    Learners = Parsing.Learners(parsed.GetValue(learners), composition.Plugins.Learners),
                    Sizes = Parsing.Sizes(parsed.GetValue(sizes)!),
                    Noise = Parsing.Noise(parsed.GetValue(noise)!),
                    Grid = Enum.Parse<Grid>(parsed.GetValue(grid)!, ignoreCase: true),
                    Replicates = parsed.GetValue(replicates),
                    Tune = parsed.GetValue(tune),
                    TimeLimitSeconds = parsed.GetValue(timeLimit) is string limit ? Parsing.Duration(limit) : null,
                    Seed = parsed.GetValue(seed),
                    Label = parsed.GetValue(label),
                    Task = parsed.GetValue(task)!,
                    Schema = parsed.GetValue(schema),
                };
                IDatasetSource source = composition.Source(study, study.Datasets[0]);
                study = WithNoiseKind(study, source.Task, parsed.GetValue(noiseKind), composition) with { Name = source.Id };
                study = study with { Contrasts = StandardContrasts.For(study, source.Task, composition.Plugins.Learners) };
                StudyJob job = new(composition, parsed.GetValue(folder) ?? $"mlcompare-{source.Id}", parsed.GetValue(workers), parsed.GetValue(open));
                return job.Run(study, cancel);
            },
            CancellationToken.None));
        return command;
    }

    private static Study WithNoiseKind(Study study, TaskKind task, string? kind, Composition composition)
    {
        if (kind is null)
        {
            return study;
        }

        string prefix = task == TaskKind.Regression ? "target-noise-" : "label-noise-";
        string id = composition.Plugins.Interventions.TryGet(kind, out _) ? kind : prefix + kind;
        if (!composition.Plugins.Interventions.TryGet(id, out _))
        {
            throw new InputException(
                $"'{kind}' is no noise kind for {task.ToString().ToLowerInvariant()} tasks",
                "--noise-kind",
                $"use one of: {string.Join(", ", composition.Plugins.Interventions.All.Select(i => i.Id).Where(i => i.StartsWith(prefix, StringComparison.Ordinal)).Select(i => i[prefix.Length..]))}");
        }

        return task == TaskKind.Regression ? study with { RegressionNoiseKind = id } : study with { NoiseKind = id };
    }
}
