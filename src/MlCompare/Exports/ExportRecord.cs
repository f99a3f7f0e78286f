using MlCompare.Studies;

namespace MlCompare.Exports;

/// <summary>A model that left a study, one line of <c>exports.jsonl</c> beside the results.</summary>
/// <param name="File">Its path, as it was given.</param>
/// <param name="Learner">Name in the study.</param>
/// <param name="Check">Null when nothing here could run the file.</param>
public sealed record ExportRecord(string File, string Format, string Dataset, string Learner, int TrainRows, ExportCheck? Check)
{
    public const string Name = "exports.jsonl";

    /// <summary>Adds a line to those of a study's folder; one for a file of the same name gives way.</summary>
    public void Append(string folder)
    {
        string[] lines = [.. Read(folder).Where(record => record.File != File).Append(this).Select(record => System.Text.Json.JsonSerializer.Serialize(record, StudyJson.Line))];
        string path = Path.Combine(folder, Name);
        System.IO.File.WriteAllLines(path + ".new", lines);
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>In the order in which they were written; none where nothing was exported.</summary>
    /// <exception cref="InputException">A line is not understood.</exception>
    public static IReadOnlyList<ExportRecord> Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!System.IO.File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. System.IO.File.ReadAllLines(path).Where(line => line.Length > 0)
                .Select(line => System.Text.Json.JsonSerializer.Deserialize<ExportRecord>(line, StudyJson.Line)
                    ?? throw new System.Text.Json.JsonException("nothing stands there"))];
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new InputException($"a line is not understood ({error.Message.ReplaceLineEndings(" ")})", path, "delete the file; exporting again writes it anew");
        }
    }
}
