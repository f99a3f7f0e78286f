using System.Diagnostics;

namespace MlCompare.Tests.Support;

/// <summary>The command line as its users run it: another process.</summary>
internal static class MlCompareProcess
{
    public static Process Start(params IEnumerable<string> arguments) => Start(_ => { }, arguments);

    /// <param name="change">Changes how it is started, such as its environment.</param>
    public static Process Start(Action<ProcessStartInfo> change, params IEnumerable<string> arguments)
    {
        string dotnet = Environment.ProcessPath is string host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        bool deaf = InterruptIsIgnored();
        ProcessStartInfo info = new(deaf ? "env" : dotnet)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (deaf)
        {
            info.ArgumentList.Add("--default-signal=INT");
            info.ArgumentList.Add(dotnet);
        }

        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MlCompare.Cli.dll"));
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        change(info);
        return Process.Start(info)!;
    }

    /// <summary>
    /// Whether this process was started with Ctrl-C ignored, as jobs in the background of a script are: its children would inherit that.
    /// </summary>
    private static bool InterruptIsIgnored()
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        const ulong Interrupt = 1UL << (2 - 1);
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[Field.Length..].Trim(), 16) & Interrupt) != 0;
    }

    /// <summary>Runs to the end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params IEnumerable<string> arguments)
    {
        using Process process = Start(arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
