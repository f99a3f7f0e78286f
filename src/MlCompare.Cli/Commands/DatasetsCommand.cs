using System.CommandLine;
using MlCompare.Datasets;
using Spectre.Console;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare datasets fetch|verify|describe ID</c>: public data with checksums.</summary>
internal static class DatasetsCommand
{
    public static Command Make() => new("datasets", "Fetch, verify or describe a public data set.") { Fetch(), Verify(), Describe() };

    private static Command Fetch()
    {
        Argument<string> id = Id();
        Command command = new("fetch", "Fetch the files from the official address, with progress and checksum.") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            DatasetLibrary library = new(dataFolder: null);
            DatasetManifest manifest = library.Manifest(parsed.GetValue(id)!).Manifest;
            using DatasetFetcher fetcher = new(library.Folders);
            IReadOnlyList<string> files = await Watch(progress => fetcher.FetchAsync(manifest, progress, cancel));
            await Console.Error.WriteLineAsync($"Licence of {manifest.Id}: {manifest.Licence}. Source: {manifest.Source}");
            foreach (string file in files)
            {
                await Console.Out.WriteLineAsync(file);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        Argument<string> id = Id();
        Option<string?> data = CommonOptions.Data();
        Command command = new("verify", "Check the local files against their checksums, and the rows and classes against the manifest.") { id, data };
        command.SetAction(parsed =>
        {
            ManifestSource source = new DatasetLibrary(parsed.GetValue(data)).Manifest(parsed.GetValue(id)!);
            DatasetVerification verification = DatasetVerification.Of(source);
            Table table = Tables.Columns("file", "state", "path");
            foreach (FileCheck check in verification.Files)
            {
                table.Add(check.File.Name, check.Status.ToString().ToLowerInvariant(), check.Path ?? "not found");
            }

            if (!verification.IsOk)
            {
                throw new InputException(
                    string.Join("; ", verification.Problems), $"data set {source.Id}", $"run 'mlcompare datasets fetch {source.Id}' or name a folder with --data");
            }

            table.Print();
            Console.Out.WriteLine($"{source.Id}: files, rows, classes and missing values are as the manifest says.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Describe()
    {
        Argument<string> id = new("ID") { Description = "A data set id (see 'mlcompare list datasets'), or the path of a file or folder." };
        Option<string?> data = CommonOptions.Data();
        Command command = new("describe", "Say what is known of a data set, a file or a folder; its columns too when it is local.") { id, data };
        command.SetAction(parsed =>
        {
            DatasetDescription description = DatasetDescription.Of(new DatasetLibrary(parsed.GetValue(data)).Resolve(parsed.GetValue(id)!));
            Table facts = Tables.Columns("fact", "value").HideHeaders();
            foreach ((string name, string value) in description.Facts)
            {
                facts.Add(name, value);
            }

            facts.Print();
            Table columns = Tables.Columns("column", "kind", "missing", "values");
            foreach (ColumnSummary column in description.Columns)
            {
                columns.Add(column.Name, column.Kind, $"{column.Missing}", column.Values);
            }

            if (description.Columns.Count > 0)
            {
                columns.Print();
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "A data set id: see 'mlcompare list datasets'." };

    private static async Task<T> Watch<T>(Func<IProgress<FetchProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new Progress<FetchProgress>());
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask("connecting", maxValue: 1);
                return work(new Progress<FetchProgress>(progress =>
                {
                    task.Description = Markup.Escape(progress.Address.Split('/')[^1]);
                    task.MaxValue = progress.Total ?? Math.Max(1, progress.Bytes * 2);
                    task.Value = progress.Bytes;
                }));
            });
    }
}
