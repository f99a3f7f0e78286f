using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Datasets;

/// <summary>Every public data set is read from a local copy and compared with its manifest.</summary>
public sealed class ManifestDataTests
{
    /// <summary>Reading half a million rows takes longer than a fast test may.</summary>
    private const string Slow = "kddcup99-10pct";

    public static TheoryData<string> Ids => [.. ManifestJson.Embedded.All.Select(manifest => manifest.Id).Where(id => id != Slow)];

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
    [InlineData(Slow)]
    [Trait("Category", "Slow")]
    public void The_large_one_too(string id) => Is_read_as_its_manifest_says(id);
}
