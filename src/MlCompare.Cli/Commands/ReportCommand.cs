using System.CommandLine;
using MlCompare.Cli.Live;
using MlCompare.Studies;
using MlCompare.Tables;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare report DIR</c>: rebuilds report.html from results.jsonl.</summary>
internal static class ReportCommand
{
    public static Command Make()
    {
        Argument<string> folder = new("DIR") { Description = "Folder with study.json and results.jsonl." };
        Option<bool> open = CommonOptions.OpenReport();
        Option<bool> tables = new("--tables") { Description = "Also write what the report shows as csv and JSON, below DIR/tables." };
        Option<bool> watch = new("--watch") { Description = "Show the report in the browser, followed as results come, until Ctrl-C; only this machine can see it." };
        Command command = new("report", "Write the report again from the results; the same results give the same bytes.") { folder, tables, open, watch };
        command.SetAction(async (parsed, cancel) =>
        {
            string path = parsed.GetValue(folder)!;
            if (parsed.GetValue(watch))
            {
                return await WatchAsync(path, cancel);
            }

            StudyResults results = ResultStore.Read(path);
            string report = ReportOutput.Write(results, path, table: false);
            if (parsed.GetValue(tables))
            {
                Console.Out.WriteLine($"Tables: {string.Join(", ", TableFiles.Write(results, path).Select(file => Path.GetRelativePath(path, file)))}");
            }

            if (parsed.GetValue(open))
            {
                Browser.Show(report);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<int> WatchAsync(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException("there is no such folder", folder, "name the folder of a study; it may still be empty");
        }

        await using LiveReport live = await LiveReport.StartAsync(folder);
        Console.Out.WriteLine($"Live report: {live.Address} (Ctrl-C ends it)");
        Browser.Show(live.Address.AbsoluteUri);
        await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return CommandLine.Done;
    }
}
