using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>What looking at the files of a data set has shown.</summary>
/// <param name="Files">Every file with what it turned out to be.</param>
/// <param name="Problems">What is wrong, one line each; empty when the data set can be used.</param>
public sealed record DatasetVerification(IReadOnlyList<FileCheck> Files, IReadOnlyList<string> Problems)
{
    public bool IsOk => Problems.Count == 0;

    /// <summary>Compares the checksums, then reads the files and compares rows, classes and missing values with the manifest.</summary>
    public static DatasetVerification Of(ManifestSource source)
    {
        List<string> problems = [];
        IReadOnlyList<FileCheck> checks = [];
        try
        {
            checks = source.CheckFiles();
            problems.AddRange(checks.Where(check => !check.IsUsable).Select(Problem));
            if (problems.Count == 0)
            {
                Dataset dataset = source.Load(0);
                problems.AddRange(source.Manifest.Expect.Compare(dataset));
            }
        }
        catch (InputException error)
        {
            problems.Add(error.Message);
        }

        return new DatasetVerification(checks, problems);
    }

    private static string Problem(FileCheck check) => check.Status == FileStatus.Absent
        ? $"{check.File.Name}: absent"
        : $"{check.Path}: wrong checksum: expected SHA-256 {check.File.Sha256} of the unpacked content, found {check.Found}";
}
