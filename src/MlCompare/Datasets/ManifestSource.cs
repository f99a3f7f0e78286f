using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>A public data set known by its manifest, read from the files on this machine; never fetches anything by itself.</summary>
public sealed class ManifestSource(DatasetManifest manifest, DataFolders folders) : IDatasetSource
{
    public DatasetManifest Manifest { get; } = manifest;

    public string Id => Manifest.Id;

    public string Title => Manifest.Title;

    public Modality Modality => Manifest.Modality;

    public TaskKind Task => Manifest.Task;

    public bool FreshDraws => false;

    /// <summary>Whether all files are here; their content is not looked at.</summary>
    public bool IsLocal => Manifest.Files.All(file => folders.Locate(Manifest, file) is not null);

    /// <summary>Each file with what it turned out to be.</summary>
    public IReadOnlyList<FileCheck> CheckFiles() => [.. Manifest.Files.Select(file => FileCheck.Of(Manifest, file, folders))];

    public Dataset Load(ulong sampleSeed)
    {
        string[] absent = [.. Manifest.Files.Where(file => folders.Locate(Manifest, file) is null).Select(file => file.Name)];
        if (absent.Length > 0)
        {
            throw Absent(absent);
        }

        IReadOnlyList<FileCheck> checks = CheckFiles();
        foreach (FileCheck wrong in checks.Where(check => !check.IsUsable))
        {
            throw new InputException(
                $"wrong checksum: expected SHA-256 {wrong.File.Sha256} of the unpacked content, found {wrong.Found}",
                wrong.Path ?? wrong.File.Name, Remedy("remove the file and "));
        }

        Dataset dataset = ManifestReader.Read(Manifest, checks);
        if (checks.Any(check => check.Status == FileStatus.Unverified) && Manifest.Expect.Compare(dataset) is [string problem, ..])
        {
            throw new InputException($"the file is not the one expected: {problem}", checks[0].Path!, Remedy("remove the file and "));
        }

        return dataset;
    }

    private InputException Absent(string[] names) => new(
        $"{names.Length} of {Manifest.Files.Count} files are not on this machine ({string.Join(", ", names)})", $"data set {Id}", Remedy(""));

    private string Remedy(string first) => Manifest.CanFetch
        ? $"{first}run 'mlcompare datasets fetch {Id}', or name the folder that holds its files with --data DIR"
        : $"{first}{Manifest.ByHand}, and name the folder with --data DIR (it cannot be fetched by 'mlcompare datasets fetch {Id}')";
}
