using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Datasets;

/// <summary>Every public data set is read from a local copy and compared with its manifest.</summary>
public sealed class ManifestDataTests
{
    /// <summary>Half a million rows, and others that take seconds to unpack or to parse.</summary>
    private static readonly string[] Large = ["20newsgroups", "imdb", "kddcup99-10pct", "mnist", "otto"];

    public static TheoryData<string> Ids => [.. ManifestJson.Embedded.All.Select(manifest => manifest.Id).Except(Large)];

    public static TheoryData<string> LargeIds => [.. Large];

    [DataTheory]
    [MemberData(nameof(Ids))]
    public void Is_read_as_its_manifest_says(string id)
    {
        ManifestSource source = new DatasetLibrary(DataFactAttribute.Folder).Manifest(id);
        Dataset dataset = source.Load(1);
        Assert.Empty(source.Manifest.Expect.Compare(dataset));
        Assert.Equal((source.Id, source.Task, source.Modality), (dataset.Id, dataset.Task, dataset.Modality));
    }

    [DataTheory]
    [MemberData(nameof(LargeIds))]
    [Trait("Category", "Slow")]
    public void The_large_ones_too(string id) => Is_read_as_its_manifest_says(id);
}
