using System.Globalization;
using System.Text.Json;
using MlCompare.Datasets;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Datasets;

/// <summary>The manifests against the description that lies beside each local copy, which was made independently of them.</summary>
public sealed class LocalCopyTests
{
    public static TheoryData<string> Ids => [.. ManifestJson.Embedded.All.Select(manifest => manifest.Id)];

    [DataTheory]
    [MemberData(nameof(Ids))]
    public void The_manifest_expects_what_the_local_copy_says(string id)
    {
        DatasetManifest manifest = ManifestJson.Embedded.Get(id);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(DataFactAttribute.At(id, "dataset.json")));
        JsonElement root = document.RootElement;
        Assert.Equal(manifest.Task.ToString(), root.GetProperty("task").GetString(), ignoreCase: true);
        Assert.Equal(manifest.Modality.ToString(), root.GetProperty("modality").GetString(), ignoreCase: true);

        // The fine-grained labels of sst are another task.
        (string Part, int Rows)[] rows = [.. Numbers(root.GetProperty("rows")).Where(pair => !pair.Name.StartsWith("fine", StringComparison.Ordinal))];
        Assert.Equal(manifest.Expect.Rows, rows.Sum(pair => pair.Rows));
        if (manifest.TrainFirst is null)
        {
            Assert.Equal(manifest.Expect.TestRows, rows.Where(pair => pair.Part == "test").Sum(pair => pair.Rows));
        }

        if (root.TryGetProperty("class_counts", out JsonElement counts))
        {
            int[] expected = Classes(counts, part => !part.StartsWith("fine", StringComparison.Ordinal));
            Assert.Equal(expected, manifest.Expect.Classes!.Values);
        }

        JsonElement format = root.GetProperty("format");
        (string, int)[] missing = format.TryGetProperty("missing_counts", out JsonElement cells) ? Numbers(cells) : [];
        Assert.Equal(missing, (manifest.Expect.Missing ?? new Dictionary<string, int>()).Select(pair => (pair.Key, pair.Value)));
        if (root.TryGetProperty("target_stats", out JsonElement targets))
        {
            double sum = targets.EnumerateObject().Sum(part => part.Value.GetProperty("mean").GetDouble() * root.GetProperty("rows").GetProperty(part.Name).GetInt32());
            Assert.True(Math.Abs((sum / manifest.Expect.Rows) - manifest.Expect.TargetMean!.Value) <= 1e-5);
        }
    }

    private static (string Name, int Rows)[] Numbers(JsonElement element) =>
        [.. element.EnumerateObject().Select(property => (property.Name, property.Value.GetInt32()))];

    /// <summary>Rows of each class over all parts, numbers in their order and words in ordinal order, however a part spells them.</summary>
    private static int[] Classes(JsonElement counts, Func<string, bool> takes) => [.. counts.EnumerateObject()
        .Where(part => takes(part.Name))
        .SelectMany(part => Numbers(part.Value).Select(pair => (Name: pair.Name.TrimEnd('.'), pair.Rows)))
        .GroupBy(pair => pair.Name)
        .OrderBy(group => int.TryParse(group.Key, CultureInfo.InvariantCulture, out int number) ? number : 0)
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Sum(pair => pair.Rows))];
}
