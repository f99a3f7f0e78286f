using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlCompare.Studies;

/// <summary>
/// A line of <c>results.jsonl</c>: a JSON object whose last field, <c>check</c>, is the start of the SHA-256 of all that stands before it,
/// so that a line that was edited, or damaged on the disk, is not taken for what the program wrote.
/// </summary>
internal static class ResultLine
{
    private const string Mark = ",\"check\":\"";
    private const string End = "\"}";
    private const int Digits = 8;

    /// <summary>The first line says what was planned: without it the others are of no study.</summary>
    public const string HeaderRemedy = "put it back as it was, or start anew with --new (what is there is kept)";

    public static string Write<T>(T value)
    {
        string open = JsonSerializer.Serialize(value, StudyJson.Line)[..^1];
        return $"{open}{Mark}{Check(open)}{End}";
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="number">1-based number of the line, for messages.</param>
    /// <param name="remedy">What to do about a line that is not as it was written.</param>
    /// <param name="mayLackCheck">Files of schema 1 had no checksums.</param>
    /// <exception cref="InputException">The line is no JSON of this kind, or not what was written.</exception>
    public static T Read<T>(string line, string path, int number, bool mayLackCheck, string remedy = "delete that line; its trial will run again")
    {
        int mark = line.Length - Mark.Length - Digits - End.Length;
        bool closed = mark > 0 && string.CompareOrdinal(line, mark, Mark, 0, Mark.Length) == 0 && line.EndsWith(End, StringComparison.Ordinal);
        if (closed && line.AsSpan(mark + Mark.Length, Digits).SequenceEqual(Check(line[..mark])) is false)
        {
            throw new InputException($"line {number} was changed after it was written (its checksum does not fit)", path, remedy);
        }

        T value = Parse<T>(line, path, number, remedy);
        return closed || mayLackCheck ? value : throw new InputException($"line {number} has no checksum at its end", path, remedy);
    }

    private static T Parse<T>(string line, string path, int number, string remedy)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, StudyJson.Line)!;
        }
        catch (JsonException error)
        {
            throw new InputException($"line {number} is not what mlcompare wrote ({error.Message})", path, remedy);
        }
    }

    private static string Check(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
}
