using System.Text.Json;
using MlCompare.Studies;

namespace MlCompare.BenchWhy;

/// <summary>The record: one JSON line a data set, written when it is measured, so that a run that is ended loses one data set at most.</summary>
internal sealed class RecordFile(string path)
{
    public string Path => path;

    /// <summary>The data sets that are there, by id. A torn last line is no data set.</summary>
    /// <exception cref="InputException">A line that is none of this tool's.</exception>
    public IReadOnlyDictionary<string, TableRecord> Read()
    {
        Dictionary<string, TableRecord> found = new(StringComparer.Ordinal);
        string[] lines = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [];
        for (int i = 0; i < lines.Length - 1; i++)
        {
            TableRecord record = Parse(lines[i], i + 1);
            found[record.Id] = record;
        }

        return found;
    }

    public void Append(TableRecord record)
    {
        string whole = File.Exists(path) ? File.ReadAllText(path) : "";
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        // What a torn line left is cut off.
        File.WriteAllText(path, whole[..(whole.LastIndexOf('\n') + 1)] + JsonSerializer.Serialize(record, StudyJson.Line) + "\n");
    }

    private TableRecord Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<TableRecord>(line, StudyJson.Line)!;
        }
        catch (JsonException error)
        {
            throw new InputException($"line {number} is no record of bench-why ({error.Message.ReplaceLineEndings(" ")})", path, "name another --record, or delete it to measure anew");
        }
    }
}
