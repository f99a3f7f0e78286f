using System.CommandLine;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare export</c>: the winner of a study, or a learner on some data, as a file that other programs run.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        Argument<string> what = new("DIR|PATH") { Description = "Folder of a study (study.json, results.jsonl), whose winner is exported; or data as for compare, with --learner." };
        Option<string?> learner = new("--learner") { Description = "Learner of the study, or any id of 'list learners'; the winner if not given.", HelpName = "ID" };
        Option<string?> dataset = new("--dataset") { Description = "Which data set of the study; needed where it has several.", HelpName = "ID" };
        Option<string> format = CommonOptions.OneOf("--format", "What to write.", "onnx", "mlnet");
        Option<string?> target = new("--out") { Description = "File to write; dataset-learner.onnx (or .zip) in the study's folder if not given.", HelpName = "FILE" };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace the file where there is one." };
        Option<string?> label = new("--label") { Description = "Column of a table to predict; the last one if not given.", HelpName = "COL" };
        Option<string> task = CommonOptions.OneOf("--task", "What to predict.", "auto", "binary", "multiclass", "regression");
        Option<string?> schema = new("--schema") { Description = "JSON file that overrides the inferred column types.", HelpName = "FILE" };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<string?> data = CommonOptions.Data();
        Command command = new("export", "Write the winner of a study as ONNX or as a model of ML.NET, load the file again and compare what both predict.")
        {
            what, learner, dataset, format, target, overwrite, label, task, schema, seed, threads, data,
        };
        command.SetAction((parsed, cancel) => StudyJob.OnThread(
            () =>
            {
                Composition composition = new(parsed.GetValue(data));
                string from = parsed.GetValue(what)!;
                ExportJob job = new(composition, parsed.GetValue(format)!, parsed.GetValue(target), parsed.GetValue(overwrite), parsed.GetValue(threads));
                if (File.Exists(Path.Combine(from, ResultStore.StudyName)))
                {
                    foreach (Option option in (Option[])[label, task, schema, seed])
                    {
                        if (parsed.GetResult(option) is { Implicit: false })
                        {
                            throw new InputException("the study says that itself", option.Name, "leave the option out");
                        }
                    }

                    return job.FromStudy(from, parsed.GetValue(dataset), parsed.GetValue(learner), cancel);
                }

                Study study = new()
                {
                    Name = "export",
                    Datasets = [from],
                    Learners = [new LearnerPlan(composition.Plugins.Learners.Get(
                        parsed.GetValue(learner) ?? throw new InputException($"no learner is named, and {from} is no folder of a study", "--learner", "name one of 'mlcompare list learners'")).Id)],
                    Seed = parsed.GetValue(seed),
                    Label = parsed.GetValue(label),
                    Task = parsed.GetValue(task)!,
                    Schema = parsed.GetValue(schema),
                };
                return job.FromData(study, cancel);
            }));
        return command;
    }
}
