using System.Text;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;

namespace MlCompare.Data.Texts;

/// <summary>Files of one text a line.</summary>
public static class TextLines
{
    /// <summary>A longer line is an error; characters.</summary>
    private const int MaxLine = 16 << 20;

    /// <summary>Lines "label text", parted by the first blank or tab.</summary>
    /// <param name="labelEnd">The label ends before this character when it has it ("NUM:dist" with ':' is "NUM"); null: it never does.</param>
    /// <exception cref="InputException">A line without text, or a file that is absent, empty, damaged or no text.</exception>
    public static LabelledColumn ReadLabelled(IReadOnlyList<TablePart> parts, TextEncoding? encoding = null, char? labelEnd = null)
    {
        List<string?> texts = [];
        List<string> classes = [];
        List<int> test = [];
        foreach (TablePart part in parts)
        {
            foreach ((int row, string line) in Lines(part.File, encoding))
            {
                int split = line.AsSpan().IndexOfAny(' ', '\t');
                if (split <= 0 || string.IsNullOrWhiteSpace(line[split..]))
                {
                    throw new InputException("the line has no label and text parted by a blank", $"{part.File.Name}, row {row}",
                        "write lines as \"label text\"");
                }

                string label = line[..split];
                int end = labelEnd is { } mark ? label.IndexOf(mark, StringComparison.Ordinal) : -1;
                AddRow(texts, classes, test, line[(split + 1)..], end > 0 ? label[..end] : label, part.Test);
            }
        }

        return Make(texts, classes, test, parts[0].File.Name);
    }

    /// <summary>One file a class, every line a text.</summary>
    public static LabelledColumn ReadPerClass(IReadOnlyList<(InputFile File, string ClassName, bool Test)> files, TextEncoding? encoding = null)
    {
        List<string?> texts = [];
        List<string> classes = [];
        List<int> test = [];
        foreach ((InputFile file, string className, bool isTest) in files)
        {
            foreach ((_, string line) in Lines(file, encoding))
            {
                AddRow(texts, classes, test, line, className, isTest);
            }
        }

        return Make(texts, classes, test, files[0].File.Name);
    }

    /// <summary>The whole file as one text.</summary>
    public static string ReadWhole(InputFile file, TextEncoding? encoding = null)
    {
        using TextProbe probe = TextProbe.Open(file, encoding);
        using StreamReader reader = new(probe.Stream, probe.Encoding == TextEncoding.Latin1 ? Encoding.Latin1 : Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<(int Row, string Line)> Lines(InputFile file, TextEncoding? encoding)
    {
        using TextProbe probe = TextProbe.Open(file, encoding);
        using StreamReader reader = new(probe.Stream, probe.Encoding == TextEncoding.Latin1 ? Encoding.Latin1 : Encoding.UTF8);
        StringBuilder line = new();
        char[] buffer = new char[1 << 14];
        int row = 1;
        for (int count; (count = reader.Read(buffer)) > 0;)
        {
            ReadOnlyMemory<char> rest = buffer.AsMemory(0, count);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                line.Append(rest.Span[..end]);
                if (Finish(line) is { } text)
                {
                    yield return (row, text);
                }

                row++;
            }

            line.Append(rest.Span);
            if (line.Length > MaxLine)
            {
                throw new InputException($"the line is longer than {MaxLine >> 20} Mi characters", $"{file.Name}, row {row}",
                    "check the line ends of the file");
            }
        }

        if (Finish(line) is { } last)
        {
            yield return (row, last);
        }
    }

    private static string? Finish(StringBuilder line)
    {
        string text = line.ToString().Trim();
        line.Clear();
        return text.Length == 0 ? null : text;
    }

    private static void AddRow(List<string?> texts, List<string> classes, List<int> test, string text, string className, bool isTest)
    {
        if (isTest)
        {
            test.Add(texts.Count);
        }

        texts.Add(text);
        classes.Add(className);
    }

    private static LabelledColumn Make(List<string?> texts, List<string> classes, List<int> test, string where) =>
        new(Modality.Text, new TextColumn("text", [.. texts]), [.. classes], [.. test], where);
}
