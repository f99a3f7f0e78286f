using System.Diagnostics;

namespace MlCompare.Tests.Support;

/// <summary>The command line as its users run it: another process.</summary>
internal static class MlCompareProcess
{
    public static Process Start(params IEnumerable<string> arguments)
    {
        ProcessStartInfo info = new(Environment.ProcessPath is string host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MlCompare.Cli.dll"));
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return Process.Start(info)!;
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
