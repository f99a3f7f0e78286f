using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;

namespace MlCompare.Data.Texts;

/// <summary>A tar file (packed with gzip or not) of text files whose names tell class and split; each file is one text.</summary>
public static class TextTar
{
    /// <summary>Reads the members in ordinal order of their names, whatever their order in the file.</summary>
    /// <param name="label">Matches a member's path; its group "label" is the class. Members that do not match are passed over.</param>
    /// <param name="test">Matches the paths of the official test part; null: there is none.</param>
    /// <param name="encoding">Null: UTF-8; bytes that are none become replacement characters.</param>
    /// <exception cref="InputException">No tar, or no matching member.</exception>
    public static LabelledColumn Read(InputFile file, Regex label, Regex? test = null, TextEncoding? encoding = null)
    {
        SortedDictionary<string, (string Text, string ClassName, bool Test)> texts = new(StringComparer.Ordinal);
        Encoding decoder = encoding == TextEncoding.Latin1 ? Encoding.Latin1 : Encoding.UTF8;
        try
        {
            using Stream stream = file.Open();
            using TarReader tar = new(stream);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && label.Match(entry.Name) is { Success: true } match)
                {
                    using MemoryStream bytes = BoundedCopy.Member(entry.DataStream, $"{file.Name}, member {entry.Name}");
                    string text = decoder.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
                    texts[entry.Name] = (text, match.Groups["label"].Value, test?.IsMatch(entry.Name) == true);
                }
            }

            // A cut may lie behind the last member: the rest tells.
            stream.CopyTo(Stream.Null);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InputException("this is no tar file, or it is damaged", file.Name, "download or pack the file again");
        }

        if (texts.Count == 0)
        {
            throw new InputException($"no member's name matches {label}", file.Name, "check the names of the texts");
        }

        int[] testRows = [.. texts.Values.Select((text, row) => (text.Test, row)).Where(pair => pair.Test).Select(pair => pair.row)];
        TextColumn column = new("text", [.. texts.Values.Select(text => text.Text)]);
        return new LabelledColumn(Modality.Text, column, [.. texts.Values.Select(text => text.ClassName)], testRows, file.Name);
    }
}
