using System.CommandLine;
using System.CommandLine.Help;
using MlCompare.Cli.Commands;

namespace MlCompare.Cli;

/// <summary>The commands, and what an exit code means.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int SomeFailed = 1;
    public const int BadInput = 2;

    /// <summary>A fault of mlcompare itself: EX_SOFTWARE of sysexits.h.</summary>
    public const int Fault = 70;

    public const int Cancelled = 130;

    /// <summary>No RootCommand: that one is named after the assembly, and users type mlcompare.</summary>
    public static Command Root() => new("mlcompare", "Which model family should I use on this data: neural network, gradient boosting or kernel method, and why?")
    {
        QuickstartCommand.Make(),
        CompareCommand.Make(),
        ClaimsCommand.Make(),
        RunCommand.Make(),
        ReportCommand.Make(),
        ExportCommand.Make(),
        SubmitCommand.Make(),
        StatusCommand.Make(),
        MergeCommand.Make(),
        ListCommand.Make(),
        DatasetsCommand.Make(),
        DoctorCommand.Make(),
        new HelpOption(),
        new VersionOption(),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            return await Refuse(UsageLine.Of(parsed));
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
            return await Refuse(error.Message);
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return await Refuse($"{error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; check the disk and the rights, then run the same command again");
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"mlcompare: a fault of mlcompare itself; please report it with this text:\n{error}");
            return Fault;
        }
    }

    private static async Task<int> Refuse(string line)
    {
        await Console.Error.WriteLineAsync($"mlcompare: {line}");
        return BadInput;
    }
}
