using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlCompare.Studies;

/// <summary>Reads and writes <c>study.json</c>.</summary>
public static class StudyFile
{
    /// <exception cref="InputException">Absent, no JSON, an unknown key, or a plan that cannot be right.</exception>
    public static Study Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException("no such file", path, "name a study file, or use 'mlcompare compare PATH'");
        }

        Study study = Parse(File.ReadAllText(path), path);
        StudyValidation.Check(study);
        return study;
    }

    private static Study Parse(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            StudyKeys.Check(document.RootElement, path);
            return document.Deserialize<Study>(StudyJson.Plan)!;
        }
        catch (JsonException error) when (error.Path is null or "$")
        {
            throw new InputException("this is no valid JSON", $"{path}, row {error.LineNumber + 1}", "mend the file; 'mlcompare compare' writes a study.json to start from");
        }
        catch (JsonException error)
        {
            throw new InputException("the value is not of the kind that belongs here", $"{path}, key '{error.Path![2..]}'", "mend it; 'mlcompare compare' writes a study.json to start from");
        }
    }

    /// <summary>Writes the plan, atomically.</summary>
    public static void Write(Study study, string path)
    {
        File.WriteAllText(path + ".new", Text(study));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>SHA-256 of the canonical text, as lower-case hex: two plans with one hash give the same trials.</summary>
    public static string Hash(Study study) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(study))));

    private static string Text(Study study) => JsonSerializer.Serialize(study, StudyJson.Plan).ReplaceLineEndings("\n") + "\n";
}
