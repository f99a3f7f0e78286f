using System.CommandLine;
using System.CommandLine.Parsing;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare compare PATH</c>: from a data set to a report in one command.</summary>
internal static class CompareCommand
{
    public static Command Make()
    {
        Argument<string> path = new("PATH") { Description = "A data set id, a csv/tsv file (also .gz), a folder of class folders (images, texts, sounds), or a folder with a manifest.json." };
        Option<string?> label = new("--label") { Description = "Column of a table to predict; the last one if not given.", HelpName = "COL" };
        Option<string> task = CommonOptions.OneOf("--task", "What to predict.", "auto", "binary", "multiclass", "regression");
        Option<string?> schema = new("--schema") { Description = "JSON file that overrides the inferred column types.", HelpName = "FILE" };
        Option<string?> learners = new("--learners") { Description = "Learner ids or families, separated by commas, or all; one or a few for each family if not given.", HelpName = "IDS" };
        Option<string[]> options = new("--option") { Description = "An option of a learner that takes part, such as mlp.gate=soft; may be given several times. 'list learners' names them.", HelpName = "LEARNER.OPTION=VALUE" };
        Option<string[]> plugins = CommonOptions.Plugin();
        Option<string> sizes = new("--sizes") { Description = "Numbers of training rows; max stands for all.", DefaultValueFactory = _ => "250,1000,4000,max", HelpName = "LIST" };
        Option<string> noise = new("--noise") { Description = "Levels of label noise.", DefaultValueFactory = _ => "0,0.1,0.2,0.4", HelpName = "LIST" };
        Option<string?> noiseKind = new("--noise-kind") { Description = "symmetric (default), pair, class-conditional, instance, boundary; for numbers gaussian (default), heteroscedastic, outliers, shuffled.", HelpName = "KIND" };
        Option<string?> why = new("--why") { Description = "Changes of the data's structure that show what the winner owes its place to: all that fit the data, or ids of 'list interventions'; none if not given.", HelpName = "all|IDS" };
        Option<string> grid = CommonOptions.OneOf("--grid", "star: noise at one size only; full: every size with every noise level.", "star", "full");
        Option<int> replicates = CommonOptions.Whole("--replicates", "Repetitions with other rows.", 5, least: 1, "N");
        Option<int> tune = CommonOptions.Whole("--tune", "Each learner takes part a second time, tuned: configurations tried besides its defaults, anew in each trial.", 0, least: 0, "N");
        Option<bool> noEarlyStopping = new("--no-early-stopping") { Description = "Learners train their full budget instead of stopping on an inner split." };
        Option<string?> timeLimit = new("--time-limit") { Description = "A fit that takes longer fails; such as 90s, 10m or 1h.", HelpName = "TIME" };
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> data = CommonOptions.Data();
        Option<string?> folder = CommonOptions.Out();
        Option<int> workers = CommonOptions.Workers();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> anew = CommonOptions.Anew();
        Option<bool> open = CommonOptions.OpenReport();
        Option<bool> isolate = CommonOptions.Isolate();
        Option<string?> memory = CommonOptions.Memory();
        Command command = new("compare", "Compare the model families on one data set and write the report.")
        {
            path, label, task, schema, learners, options, plugins, sizes, noise, noiseKind, why, grid, replicates, tune, noEarlyStopping, timeLimit, seed, data, folder, workers, threads, isolate, memory, anew, open,
        };
        command.SetAction((parsed, cancel) => StudyJob.OnThread(
            () =>
            {
                string[] own = parsed.GetValue(plugins) ?? [];
                Composition composition = new(parsed.GetValue(data), own);
                Study study = new()
                {
                    Name = "compare",
                    Datasets = [parsed.GetValue(path)!],
                    Learners = [],
                    Sizes = Parsing.Sizes(parsed.GetValue(sizes)!),
                    Noise = Parsing.Noise(parsed.GetValue(noise)!),
                    Grid = Enum.Parse<Grid>(parsed.GetValue(grid)!, ignoreCase: true),
                    Replicates = parsed.GetValue(replicates),
                    Tune = parsed.GetValue(tune),
                    EarlyStopping = !parsed.GetValue(noEarlyStopping),
                    TimeLimitSeconds = parsed.GetValue(timeLimit) is string limit ? Parsing.Duration(limit) : null,
                    Seed = parsed.GetValue(seed),
                    Label = parsed.GetValue(label),
                    Task = parsed.GetValue(task)!,
                    Schema = parsed.GetValue(schema),
                    Plugins = own.Length > 0 ? [.. own] : null,
                };
                IDatasetSource source = composition.Source(study, study.Datasets[0]);
                RefuseTableOptions(source, parsed.GetResult(label), parsed.GetResult(schema), parsed.GetResult(task));
                study = WithNoiseKind(study, source, parsed.GetValue(noiseKind), composition) with
                {
                    Name = source.Id,
                    Structure = StructureChoice.Parse(parsed.GetValue(why), composition.Plugins.Interventions, source.Modality, source.Task),
                    Learners = LearnerChoice.Parse(parsed.GetValue(learners), composition.Plugins, source.Modality),
                };
                study = study with { Learners = LearnerOptions.Apply(parsed.GetValue(options) ?? [], study.Learners, composition.Plugins.Learners) };
                study = StructureChoice.WithBaseline(study, composition.Plugins.Learners, source.Modality);
                study = study with { Contrasts = StandardContrasts.For(study, source.Task, composition.Plugins.Learners) };
                StudyJob job = new(composition, parsed.GetValue(folder) ?? $"mlcompare-{source.Id}", parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(open))
                {
                    Anew = parsed.GetValue(anew),
                    Isolate = parsed.GetValue(isolate),
                    Memory = parsed.GetValue(memory),
                };
                return job.Run(study, Environment.CurrentDirectory, cancel);
            }));
        return command;
    }

    /// <summary>A known data set says itself what its label is; an option that would be passed over is refused.</summary>
    private static void RefuseTableOptions(IDatasetSource source, params IEnumerable<OptionResult?> options)
    {
        if (source is not PathDataset && options.FirstOrDefault(option => option is { Implicit: false }) is OptionResult given)
        {
            throw new InputException(
                $"'{source.Id}' is a known data set, which says itself what to predict", given.Option.Name, "leave the option out, or name a table of your own");
        }
    }

    private static Study WithNoiseKind(Study study, IDatasetSource source, string? kind, Composition composition)
    {
        if (kind is null)
        {
            return study;
        }

        string prefix = source.Task == TaskKind.Regression ? "target-noise-" : "label-noise-";
        string id = composition.Plugins.Interventions.TryGet(kind, out _) ? kind : prefix + kind;
        if (!composition.Plugins.Interventions.TryGet(id, out IIntervention? noise) || noise.Stage != Stage.Noise || !noise.Supports(source.Modality, source.Task))
        {
            throw new InputException(
                $"'{kind}' is no noise kind for {source.Task.ToString().ToLowerInvariant()} tasks",
                "--noise-kind",
                $"use one of: {string.Join(", ", composition.Plugins.Interventions.All.Select(i => i.Id).Where(i => i.StartsWith(prefix, StringComparison.Ordinal)).Select(i => i[prefix.Length..]))}");
        }

        return source.Task == TaskKind.Regression ? study with { RegressionNoiseKind = id } : study with { NoiseKind = id };
    }
}
