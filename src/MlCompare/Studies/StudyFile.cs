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

        Study study;
        try
        {
            study = JsonSerializer.Deserialize<Study>(File.ReadAllText(path), StudyJson.Plan)
                ?? throw new InputException("it is empty", path, "write a study into it");
        }
        catch (JsonException error)
        {
            throw new InputException($"not a study ({error.Message})", path, "see the folder 'reports' for examples");
        }

        StudyValidation.Check(study);
        return study;
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
