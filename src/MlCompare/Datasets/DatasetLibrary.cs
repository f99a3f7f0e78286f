namespace MlCompare.Datasets;

/// <summary>All data sets that have an id: the public ones by their manifests, and the embedded ones that draw their own rows.</summary>
public sealed class DatasetLibrary
{
    private readonly Catalog<IDatasetSource> sources;

    /// <param name="dataFolder">Where files are looked for first; null: the folder of MLCOMPARE_DATA.</param>
    public DatasetLibrary(string? dataFolder)
        : this(DataFolders.FromEnvironment(dataFolder))
    {
    }

    public DatasetLibrary(DataFolders folders)
    {
        Folders = folders;
        IEnumerable<IDatasetSource> manifests = ManifestJson.Embedded.All.Select(manifest => new ManifestSource(manifest, folders));
        sources = new Catalog<IDatasetSource>([.. Catalog.Scan<IDatasetSource>(typeof(DatasetLibrary).Assembly).All, .. manifests]);
    }

    public DataFolders Folders { get; }

    /// <summary>In ordinal order of the ids.</summary>
    public IReadOnlyCollection<IDatasetSource> All => sources.All;

    /// <summary>Whether a data set has this id.</summary>
    public bool Has(string id) => sources.TryGet(id, out _);

    /// <summary>Whether the rows of the data set can be had without fetching.</summary>
    public bool IsLocal(string id) => sources.Get(id) is not ManifestSource source || source.IsLocal;

    /// <summary>The public data set with this id, or the one whose manifest is at this path.</summary>
    /// <exception cref="InputException">There is none, or it is one without a manifest.</exception>
    public ManifestSource Manifest(string idOrPath) => Resolve(idOrPath) switch
    {
        ManifestSource source => source,
        PathDataset => throw new InputException("it has no manifest, and so no checksums", idOrPath, "name a data set: see 'mlcompare list datasets'"),
        _ => throw new InputException("the data set is embedded and has no files", $"data set {idOrPath}", "just use it"),
    };

    /// <summary>The data set with this id or at this path.</summary>
    /// <param name="label">For tables of the user's own.</param>
    /// <param name="task">"auto", "binary", "multiclass" or "regression", for tables of the user's own.</param>
    /// <param name="schema">Path of a schema, for tables of the user's own; null: none.</param>
    /// <exception cref="InputException">There is neither such an id nor such a path.</exception>
    public IDatasetSource Resolve(string idOrPath, string? label = null, string task = "auto", string? schema = null)
    {
        if (sources.TryGet(idOrPath, out IDatasetSource source))
        {
            return source;
        }

        if (idOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(idOrPath))
        {
            return FromManifest(idOrPath, Path.GetDirectoryName(Path.GetFullPath(idOrPath))!);
        }

        string inside = Path.Combine(idOrPath, "manifest.json");
        if (Directory.Exists(idOrPath) && File.Exists(inside))
        {
            return FromManifest(inside, idOrPath);
        }

        return File.Exists(idOrPath) || Directory.Exists(idOrPath)
            ? new PathDataset(idOrPath, label, task, schema)
            : throw Unknown(idOrPath);
    }

    private ManifestSource FromManifest(string path, string folder) =>
        new(ManifestJson.Parse(File.ReadAllText(path), path), Folders with { Data = folder });

    private InputException Unknown(string idOrPath) => new(
        "there is neither a data set with this id nor a file or folder at this path",
        idOrPath.Length == 0 ? "''" : idOrPath,
        EditDistance.Nearest(idOrPath, sources.All.Select(source => source.Id)) is string near
            ? $"perhaps '{near}' is meant; 'mlcompare list datasets' shows all"
            : "check the path, or see 'mlcompare list datasets'");
}
