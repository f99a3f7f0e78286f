using System.Text.Json.Serialization;

namespace MlCompare.Datasets;

/// <summary>Train or test, where the data set has an official split by files.</summary>
public enum FilePart
{
    Train,
    Test,
}

/// <summary>What an IDX file holds.</summary>
public enum IdxContent
{
    Images,
    Labels,
}

/// <summary>One file of a data set.</summary>
public sealed record ManifestFile
{
    /// <summary>Name in a folder of data sets, usually packed with gzip; the name without <c>.gz</c> is looked for too.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the unpacked content, in lower-case hex; packing the file again does not change it.</summary>
    public required string Sha256 { get; init; }

    public FilePart Part { get; init; }

    /// <summary>For IDX only.</summary>
    public IdxContent? Content { get; init; }

    /// <summary>The class of every line, where each class has its own file.</summary>
    public string? ClassName { get; init; }

    /// <summary>Categorical columns that have one value in the whole file, such as the colour of the wines.</summary>
    public IReadOnlyDictionary<string, string>? Add { get; init; }

    /// <summary>The file at its official address; null when there is none to be had.</summary>
    public OfficialFile? Official { get; init; }
}

/// <summary>The same rows as published, which may differ in form from <see cref="ManifestFile"/>.</summary>
public sealed record OfficialFile
{
    /// <summary>Direct address; null when the file is to be had by hand only.</summary>
    public string? Url { get; init; }

    /// <summary>Path inside the zip or tar that <see cref="Url"/> gives; <c>inner.zip!file</c> for a zip inside it.</summary>
    public string? Member { get; init; }

    /// <summary>Only the first so many bytes of the content are used.</summary>
    public long? FirstBytes { get; init; }

    /// <summary>The name under which it is kept; default: the last part of member or address.</summary>
    public string? Name { get; init; }

    /// <summary>SHA-256 of the unpacked content; null when nobody published it: then rows and classes are checked instead.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-256 of what the address gives, before unpacking; null when not known.</summary>
    public string? DownloadSha256 { get; init; }

    /// <summary>Lines to pass over at the beginning.</summary>
    public int SkipLines { get; init; }

    [JsonIgnore]
    public string? StoredName => Name ?? (Member ?? Url)?.Split('/', '!')[^1];
}
