using System.CommandLine;
using System.Globalization;

namespace MlCompare.Cli;

/// <summary>Options that several commands share, and the kinds of options that refuse a wrong value in one line.</summary>
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

    public static Option<int> Workers() => Whole("--workers", "Trials at a time.", Environment.ProcessorCount, least: 1, "N");

    public static Option<int> Threads() => Whole("--threads", "Threads a fit may use; more than one pays for few, large fits (with --workers 1).", 1, least: 1, "N");

    public static Option<bool> Anew() => new("--new") { Description = "Start anew: results that the folder holds are moved into old-1, old-2, … inside it." };

    public static Option<bool> OpenReport() => new("--open") { Description = "Show the report in the browser; while trials run it follows them." };

    public static Option<bool> Isolate() => new("--isolate") { Description = "Run every learner in worker processes, so that not even a crash or an endless loop ends the study." };

    public static Option<string?> Memory() => new("--memory") { Description = "Memory that a worker process may take, such as 4GiB; a trial that needs more fails. Implies --isolate.", HelpName = "SIZE" };

    public static Option<string[]> Plugin() => new("--plugin")
    {
        Description = "Assembly (dll) whose learners take part, such as a pipeline of ML.NET; its code is run. May be given several times.",
        HelpName = "FILE",
    };

    /// <summary>A whole number that is at least <paramref name="least"/>.</summary>
    public static Option<int> Whole(string name, string description, int usual, int least, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < least)
            {
                result.AddError($"{name}: '{text}' is no whole number of at least {least}; write for example {name} {Math.Max(usual, least)}");
            }

            return value;
        },
    };

    /// <summary>A seed: any whole number from 0 on.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Another seed, other splits.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
            {
                result.AddError($"--seed: '{text}' is no whole number of at least 0; write for example --seed 2");
            }

            return value;
        },
    };

    /// <summary>One of a few words, the first of which is the default.</summary>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        Option<string> option = new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
        };
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && !words.Contains(text, StringComparer.Ordinal))
            {
                result.AddError($"{name}: '{text}' is not known; use one of: {string.Join(", ", words)}");
            }
        });
        return option;
    }
}
