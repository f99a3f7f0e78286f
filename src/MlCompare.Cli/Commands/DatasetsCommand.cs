using System.CommandLine;
using System.Globalization;
using MlCompare.Data;
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
            await Console.Error.WriteLineAsync($"Licence of {manifest.Id}: {manifest.Licence}. Source: {manifest.Source}");
            using DatasetFetcher fetcher = new(library.Folders);
            IReadOnlyList<string> files = await Watch(progress => fetcher.FetchAsync(manifest, progress, cancel));
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
            Table table = new Table().Border(TableBorder.Simple).AddColumn("file").AddColumn("state").AddColumn("path");
            bool usable = true;
            foreach (FileCheck check in source.CheckFiles())
            {
                usable &= check.IsUsable;
                table.AddRow(Markup.Escape(check.File.Name), check.Status.ToString().ToLowerInvariant(), Markup.Escape(check.Path ?? "not found"));
            }

            AnsiConsole.Write(table);
            if (!usable)
            {
                throw new InputException(
                    "a file is absent or has a wrong checksum", $"data set {source.Id}", $"run 'mlcompare datasets fetch {source.Id}' or name a folder with --data");
            }

            Dataset rows = source.Load(0);
            IReadOnlyList<string> differences = source.Manifest.Expect.Compare(rows);
            if (differences.Count > 0)
            {
                throw new InputException(string.Join("; ", differences), $"data set {source.Id}", "get the files anew: these are not the ones that the manifest describes");
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source.Id}: {rows.Count:N0} rows, as the manifest says."));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Describe()
    {
        Argument<string> id = Id();
        Option<string?> data = CommonOptions.Data();
        Command command = new("describe", "Say what is known of a data set; its columns too when it is local.") { id, data };
        command.SetAction(parsed =>
        {
            DatasetLibrary library = new(parsed.GetValue(data));
            IDatasetSource source = library.Resolve(parsed.GetValue(id)!);
            Table facts = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("fact").AddColumn("value");
            void Fact(string name, string value) => facts.AddRow(Markup.Escape(name), Markup.Escape(value));
            Fact("id", source.Id);
            Fact("title", source.Title);
            Fact("modality, task", $"{source.Modality}, {source.Task}".ToLowerInvariant());
            if (source is ManifestSource { Manifest: DatasetManifest manifest })
            {
                Fact("source", manifest.Source);
                Fact("licence", manifest.Licence + (manifest.Redistribute ? "" : " (not to be passed on: fetch it yourself)"));
                Fact("rows", string.Create(CultureInfo.InvariantCulture, $"{manifest.Expect.Rows:N0}, official test part {manifest.Expect.TestRows:N0}"));
                Fact("files", string.Join(", ", manifest.Files.Select(file => file.Name)));
                Fact("notes", manifest.Notes);
            }

            bool local = library.IsLocal(source.Id);
            Fact("local", source.FreshDraws ? "embedded" : local ? "yes" : $"no: 'mlcompare datasets fetch {source.Id}' or --data DIR");
            AnsiConsole.Write(facts);
            if (local)
            {
                AnsiConsole.Write(Columns(source.Load(0)));
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Table Columns(Dataset data)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("column").AddColumn("kind").AddColumn("missing").AddColumn("values");
        foreach (Column column in data.Features.Columns)
        {
            (string kind, string values) = column switch
            {
                NumericColumn numeric => ("numeric", Range(numeric.Values)),
                CategoricalColumn category => (category.Ordered ? "ordinal" : "categorical", $"{category.Levels.Length} levels: {string.Join(", ", category.Levels.Take(5))}"),
                ImageColumn image => ("image", $"{image.Height} × {image.Width} × {image.Channels}"),
                WaveformColumn wave => ("waveform", $"{wave.SampleRate} Hz"),
                _ => ("text", ""),
            };
            table.AddRow([.. new[] { column.Name, kind, $"{ManifestExpectation.MissingIn(column)}", values }.Select(Markup.Escape)]);
        }

        if (data.Remarks.Count > 0)
        {
            table.Caption(Markup.Escape(string.Join("\n", data.Remarks)));
        }

        return table;
    }

    private static string Range(float[] values)
    {
        float[] present = [.. values.Where(float.IsFinite)];
        return present.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{present.Min():0.###} … {present.Max():0.###}");
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
