using System.CommandLine;
using System.Globalization;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare status DIR</c>: how far the parts of a study are.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        Argument<string> folder = new("DIR") { Description = "Folder of the study, with its parts in shards/." };
        Option<bool> openOnly = new("--open-parts") { Description = "Print only the numbers of the parts that are not finished, separated by commas." };
        Command command = new("status", "Show how far each part of a study is; exit code 1 while one is not finished.") { folder, openOnly };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ShardProgress> parts = ShardMerge.Progress(parsed.GetValue(folder)!);
            int open = parts.Count(part => !part.IsComplete);
            if (parsed.GetValue(openOnly))
            {
                Console.Out.WriteLine(string.Join(',', parts.Where(part => !part.IsComplete).Select(part => Count(part.Shard.Index))));
                return open == 0 ? CommandLine.Done : CommandLine.SomeFailed;
            }

            Spectre.Console.Table table = Tables.Columns("part", "trials", "of", "failed", "state");
            foreach (ShardProgress part in parts)
            {
                table.Add(
                    $"{part.Shard.Index}/{part.Shard.Count}",
                    Count(part.Done),
                    part.Planned is int planned ? Count(planned) : "?",
                    Count(part.Failed),
                    part.IsComplete ? "finished" : part.Planned is null ? "not begun" : "unfinished");
            }

            table.Print();
            Console.Out.WriteLine(open == 0 ? $"All parts are finished: mlcompare merge {parsed.GetValue(folder)}" : $"{open} of {parts.Count} parts are not finished.");
            return open == 0 ? CommandLine.Done : CommandLine.SomeFailed;
        });
        return command;
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
