using Spectre.Console;

namespace MlCompare.Cli;

/// <summary>
/// Tables on standard output: fitted to the window on a terminal; a row a line, however long, where a file or another program reads
/// them.
/// </summary>
internal static class Tables
{
    /// <summary>Wider than any row, so that nothing is broken.</summary>
    private const int Unlimited = 100_000;

    public static Table Columns(params IEnumerable<string> names)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string name in names)
        {
            table.AddColumn(Markup.Escape(name));
        }

        return table;
    }

    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    public static void Print(this Table table) => Print(table, Console.Out, Console.IsOutputRedirected ? Unlimited : Width());

    /// <summary>Writes the lines without blanks at their ends.</summary>
    public static void Print(this Table table, TextWriter output, int width = Unlimited)
    {
        using StringWriter lines = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(lines),
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Write(table);
        foreach (string line in lines.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>A terminal that does not know its width is taken for one of 80 columns.</summary>
    private static int Width() => Console.WindowWidth is > 0 and int width ? width : 80;
}
