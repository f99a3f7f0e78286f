using System.CommandLine;

namespace MlCompare.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Out() => new("--out")
    {
        Description = "Folder for study.json, results.jsonl and report.html; the same folder resumes.",
        HelpName = "DIR",
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with local copies of the data sets, one folder an id (or MLCOMPARE_DATA).",
        HelpName = "DIR",
    };

    public static Option<int> Workers() => new("--workers")
    {
        Description = "Trials at a time, each on one thread.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N",
    };

    public static Option<bool> OpenReport() => new("--open") { Description = "Show the report in the browser." };
}
