namespace MlCompare.Datasets;

/// <summary>
/// All that is known of a public data set without having its rows: where it comes from, what is allowed with it, how its files are
/// read, and what must come out. One file <c>datasets/&lt;id&gt;.json</c> each; unknown keys are errors.
/// </summary>
public sealed record DatasetManifest : INamed
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Modality Modality { get; init; }

    public required TaskKind Task { get; init; }

    /// <summary>The page for people.</summary>
    public required string Source { get; init; }

    /// <summary>As the source states it.</summary>
    public required string Licence { get; init; }

    /// <summary>False when the licence does not clearly allow passing the rows on: then only the user's own machine fetches them.</summary>
    public required bool Redistribute { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>How the files named in <see cref="Files"/> are read.</summary>
    public required ManifestFormat Format { get; init; }

    /// <summary>What differs from <see cref="Format"/> when the files are those of the official address.</summary>
    public ManifestFormat? OfficialFormat { get; init; }

    /// <summary>The first so many rows are the training part, the rest the test part, by the authors' own custom; null: no such custom.</summary>
    public int? TrainFirst { get; init; }

    public required ManifestExpectation Expect { get; init; }

    /// <summary>How to get the files where no program may fetch them.</summary>
    public string? ByHand { get; init; }

    /// <summary>What a reader of a report should know: leaking columns, duplicates, order of the rows.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Whether every file has an address that a program may fetch.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool CanFetch => Files.All(file => file.Official?.Url is not null);
}
