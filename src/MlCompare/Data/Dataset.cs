using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlCompare.Data;

/// <summary>Where a data set comes from and what is allowed with it.</summary>
/// <param name="Source">Official address, file name, or "embedded".</param>
/// <param name="Licence">As stated by the source.</param>
/// <param name="Notes">What a reader of a report should know (leaking columns, duplicates, order).</param>
public sealed record Provenance(string Source, string Licence = "", string Notes = "");

/// <summary>Features, labels, task, modality and provenance; as loaded, unsplit. Immutable.</summary>
public sealed class Dataset
{
    private readonly Lazy<string> contentHash;

    public Dataset(string id, string title, FeatureTable features, Labels labels, Provenance provenance)
    {
        if (features.Count != labels.Count)
        {
            throw new ArgumentException($"{features.Count} feature rows but {labels.Count} labels.", nameof(labels));
        }

        Id = id;
        Title = title;
        Features = features;
        Labels = labels;
        Provenance = provenance;
        contentHash = new Lazy<string>(Hash);
    }

    public string Id { get; }

    public string Title { get; }

    public FeatureTable Features { get; }

    public Labels Labels { get; }

    public Provenance Provenance { get; }

    public Modality Modality => Features.Modality;

    public TaskKind Task => Labels.Task;

    public int Count => Features.Count;

    /// <summary>Rows of the official test part; empty when the data set has none.</summary>
    public int[] OfficialTestRows { get; init; } = [];

    /// <summary>The exact conditional distribution, for synthetic data only.</summary>
    public Truth? Truth { get; init; }

    /// <summary>Remarks of the loader about what it inferred or dropped, for the report.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>SHA-256 over features, labels and official split, as lower-case hex.</summary>
    public string ContentHash => contentHash.Value;

    private string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Column column in Features.Columns)
        {
            column.HashInto(hash);
        }

        if (Task == TaskKind.Regression)
        {
            hash.AppendData(MemoryMarshal.AsBytes<double>(Labels.Values));
        }
        else
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(Labels.Classes));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', Labels.ClassNames)));
        }

        hash.AppendData(MemoryMarshal.AsBytes<int>(OfficialTestRows));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
