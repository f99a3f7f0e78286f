using System.CommandLine;
using MlCompare.Studies;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare merge DIR</c>: the parts that machines ran, put together, and their report.</summary>
internal static class MergeCommand
{
    public static Command Make()
    {
        Argument<string> folder = new("DIR") { Description = "Folder of the study, with its parts in shards/." };
        Option<bool> open = CommonOptions.OpenReport();
        Command command = new("merge", "Put the parts of a study together (results.jsonl as one machine would have written it) and write the report.") { folder, open };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(folder)!;
            StudyResults results = ShardMerge.Merge(path);
            return ReportOutput.End(results, ReportOutput.Write(results, path), parsed.GetValue(open));
        });
        return command;
    }
}
