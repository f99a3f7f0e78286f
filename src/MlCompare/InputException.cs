namespace MlCompare;

/// <summary>
/// Bad usage or bad input: one line that says what is wrong, where, and how to mend it. The command line prints the line and
/// ends with exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Makes the line "<paramref name="where"/>: <paramref name="what"/>; <paramref name="remedy"/>".</summary>
    /// <param name="what">What is wrong.</param>
    /// <param name="where">File, row (1-based, as an editor counts lines) and column, or the argument.</param>
    /// <param name="remedy">What the user can do about it.</param>
    public InputException(string what, string where, string remedy)
        : base(OneLine($"{where}: {what}; {remedy}"))
    {
        What = what;
        Where = where;
        Remedy = remedy;
    }

    public string What { get; }

    public string Where { get; }

    public string Remedy { get; }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
