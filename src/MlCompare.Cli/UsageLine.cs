using System.CommandLine;
using System.CommandLine.Parsing;

namespace MlCompare.Cli;

/// <summary>What is wrong with a command line, as one line: what, where, and how to mend it.</summary>
internal static class UsageLine
{
    public static string Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = FullName(parsed.CommandResult);
        string help = $"see '{name} --help'";
        string[] commands = [.. command.Subcommands.Select(sub => sub.Name)];
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            return unknown.StartsWith('-') ? $"{unknown}: '{name}' has no such option; {help}"
                : commands.Length > 0 ? $"{unknown}: there is no such command; use one of: {string.Join(", ", commands)}"
                : $"{unknown}: one argument too many for '{name}'; {help}";
        }

        if (commands.Length > 0)
        {
            return $"no command; use one of: {string.Join(", ", commands)}";
        }

        ParseError error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0 } argument => Missing(argument.Argument),
            CommandResult => Missing(command.Arguments[0]),
            OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name}: its value is missing; {help}",
            OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name}: given more than once; give it once",
            _ => error.Message.ReplaceLineEndings(" "),
        };

        string Missing(Argument argument) => $"{argument.Name} is missing; {help}";
    }

    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : result.Command.Name;
}
