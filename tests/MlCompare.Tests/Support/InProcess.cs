using MlCompare.Cli;

namespace MlCompare.Tests.Support;

/// <summary>Tests that redirect the console, which is one for the whole process: they run one after another, with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneConsole
{
    public const string Name = "console";
}

/// <summary>The command line inside this process: no start to pay for. For tests in the collection <see cref="OneConsole"/>.</summary>
internal static class InProcess
{
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter said = new();
        using StringWriter complained = new();
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            int exitCode = CommandLine.RunAsync(arguments).GetAwaiter().GetResult();
            return (exitCode, said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Runs what must be refused: exit code 2, nothing on standard output, one line on standard error, which is returned.</summary>
    public static string Refused(params string[] arguments)
    {
        (int exitCode, string output, string error) = Run(arguments);
        Assert.Equal(CommandLine.BadInput, exitCode);
        Assert.Equal("", output);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("mlcompare: ", line, StringComparison.Ordinal);
        return line["mlcompare: ".Length..].TrimEnd('\r');
    }
}
