using System.Formats.Tar;
using System.Text.RegularExpressions;
using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Audio;

/// <summary>A tar file (packed with gzip or not) of WAV files whose names tell class and split.</summary>
public static class WaveTar
{
    /// <summary>Reads the members in ordinal order of their names, whatever their order in the file.</summary>
    /// <param name="label">Matches a member's path; its group "label" (or the first group) is the class. Members that do not match are passed over.</param>
    /// <param name="test">Matches the paths of the official test part; null: there is none.</param>
    /// <exception cref="InputException">No tar, no matching member, a damaged sound, or more than one sample rate.</exception>
    public static LabelledColumn Read(InputFile file, Regex label, Regex? test = null)
    {
        WaveCollection<PackedValues> sounds = new(file.Name);
        try
        {
            using Stream stream = file.Open();
            using TarReader tar = new(stream);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                    || label.Match(entry.Name) is not { Success: true } match)
                {
                    continue;
                }

                Group named = match.Groups["label"];
                string className = named.Success ? named.Value : match.Groups[1].Value;
                string where = $"{file.Name}, member {entry.Name}";
                using MemoryStream bytes = BoundedCopy.Member(entry.DataStream, where);
                Wave wave = WaveReader.Read(bytes.ToArray(), where);
                sounds.Add(entry.Name, PackedValues.Of(wave.Samples), new WaveShape(wave.Samples.Length, wave.SampleRate), where, className, test?.IsMatch(entry.Name) == true);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InputException("this is no tar file, or it is damaged", file.Name, "download or pack the file again");
        }

        return sounds.ToColumn($"no member's name matches {label}", ValueRows.Of);
    }
}
