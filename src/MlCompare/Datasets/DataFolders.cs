namespace MlCompare.Datasets;

/// <summary>Where files of data sets are looked for: a folder the user names, then the folder into which they are fetched.</summary>
/// <param name="Data">Holds <c>&lt;id&gt;/&lt;file&gt;</c> or the files themselves; null: none.</param>
/// <param name="Cache">Holds <c>&lt;id&gt;/&lt;file&gt;</c>.</param>
public sealed record DataFolders(string? Data, string Cache)
{
    /// <summary>
    /// The folder given (<c>--data</c>) or that of <c>MLCOMPARE_DATA</c>; files are fetched into <c>MLCOMPARE_CACHE</c> or into
    /// <c>mlcompare</c> in the platform's folder for local application data.
    /// </summary>
    /// <exception cref="InputException">The folder given does not exist.</exception>
    public static DataFolders FromEnvironment(string? data = null)
    {
        if (data is not null && !Directory.Exists(data))
        {
            throw new InputException("there is no such folder", $"--data {data}", "name the folder that holds the files of the data sets");
        }

        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder ? folder : Path.GetTempPath();
        return new DataFolders(
            data ?? NotEmpty(Environment.GetEnvironmentVariable("MLCOMPARE_DATA")),
            NotEmpty(Environment.GetEnvironmentVariable("MLCOMPARE_CACHE")) ?? Path.Combine(local, "mlcompare"));
    }

    /// <summary>The path of a file, or null when it is in none of the folders.</summary>
    public string? Locate(DatasetManifest manifest, ManifestFile file) =>
        Folders(manifest).SelectMany(folder => Names(file).Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Where the files of a data set are fetched to.</summary>
    public string CacheOf(DatasetManifest manifest) => Path.Combine(Cache, manifest.Id);

    private IEnumerable<string> Folders(DatasetManifest manifest)
    {
        if (Data is not null)
        {
            yield return Path.Combine(Data, manifest.Id);
            yield return Data;
        }

        yield return CacheOf(manifest);
    }

    private static IEnumerable<string> Names(ManifestFile file)
    {
        yield return file.Name;
        if (file.Name.EndsWith(".gz", StringComparison.Ordinal))
        {
            yield return file.Name[..^3];
        }

        if (file.Official?.StoredName is { } official)
        {
            yield return official;
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
