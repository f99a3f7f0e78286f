using System.CommandLine;
using MlCompare.Cli.Commands;

namespace MlCompare.Cli;

/// <summary>The commands, and what an exit code means: 0 done, 1 some trials failed, 2 bad usage or input, 130 cancelled.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int SomeFailed = 1;
    public const int BadInput = 2;
    public const int Cancelled = 130;

    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("Which model family should I use on this data: neural network, gradient boosting or kernel method, and why?")
        {
            QuickstartCommand.Make(),
            CompareCommand.Make(),
            RunCommand.Make(),
            ReportCommand.Make(),
            ListCommand.Make(),
            DatasetsCommand.Make(),
            DoctorCommand.Make(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"mlcompare: {string.Join(" ", parsed.Errors.Select(error => error.Message))} See 'mlcompare --help'.");
            return BadInput;
        }

        try
        {
            // The commands cancel in their own time: the row being written is finished first.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            });
        }
        catch (InputException error)
        {
            await Console.Error.WriteLineAsync($"mlcompare: {error.Message}");
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mlcompare: {error.Message} Check the disk and the rights, then run the same command again.");
            return BadInput;
        }
    }
}
