using System.CommandLine;
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
        Command command = new("report", "Write the report again from the results; the same results give the same bytes.") { folder, tables, open };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(folder)!;
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
}
