using MlCompare.Datasets;
using MlCompare.Tests.Support;
using static MlCompare.Tests.Datasets.Packing;

namespace MlCompare.Tests.Datasets;

public sealed class DatasetLibraryTests : IDisposable
{
    private readonly Toy toy = new();

    private DatasetLibrary Library => new(toy.Folders);

    public void Dispose() => toy.Dispose();

    [Fact]
    public void Lists_public_and_embedded_data_sets_by_id()
    {
        string[] ids = [.. Library.All.Select(source => source.Id)];
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Contains(Library.All, source => source.FreshDraws && Library.IsLocal(source.Id));
        Assert.Superset(ManifestJson.Embedded.All.Select(manifest => manifest.Id).ToHashSet(), ids.ToHashSet());
    }

    [Fact]
    public void Knows_what_is_here_without_reading_it()
    {
        Assert.False(Library.IsLocal("titanic"));
        Directory.CreateDirectory(Path.Combine(toy.Folder, "titanic"));
        File.WriteAllText(Path.Combine(toy.Folder, "titanic", "titanic.csv"), "not looked at");
        Assert.True(Library.IsLocal("titanic"));
    }

    [Fact]
    public void A_folder_the_user_names_comes_before_the_cache_and_may_hold_the_files_themselves()
    {
        DatasetManifest manifest = Toy.Manifest(new OfficialFile { Url = Toy.Url });
        string data = Path.Combine(toy.Folder, "data");
        Directory.CreateDirectory(data);
        toy.Put("toy.csv", Bytes("cache"));
        DataFolders folders = new(data, toy.Folder);
        Assert.EndsWith(Path.Combine("toy", "toy.csv"), folders.Locate(manifest, manifest.Files[0]), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(data, "toy.csv.gz"), "data");
        Assert.EndsWith(Path.Combine("data", "toy.csv.gz"), folders.Locate(manifest, manifest.Files[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_does_not_exist_is_an_error() =>
        Assert.Contains("--data", Assert.Throws<InputException>(() => new DatasetLibrary(Path.Combine(toy.Folder, "nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_id_or_path_names_the_nearest_id() =>
        Assert.Contains("titanic", Assert.Throws<InputException>(() => Library.Resolve("titanc")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_table_of_the_users_own_is_read_from_its_path()
    {
        string path = Path.Combine(toy.Folder, "my-table.csv");
        File.WriteAllText(path, "y,x\nno,1\nyes,2\nno,3\n");
        IDatasetSource source = Library.Resolve(path, label: "y");
        Assert.Equal(("my-table", TaskKind.Binary, false), (source.Id, source.Task, source.FreshDraws));
        Assert.Equal(3, source.Load(0).Count);
    }

    [Fact]
    public void A_manifest_of_the_users_own_is_read_with_the_files_beside_it()
    {
        string json = $$"""
            {
              "id": "mine", "title": "Mine", "modality": "tabular", "task": "binary",
              "source": "https://example.org", "licence": "CC0", "redistribute": true,
              "files": [ { "name": "mine.csv", "sha256": "{{Toy.Sum(Toy.Local)}}" } ],
              "format": { "type": "delimited", "delimiter": ",", "header": true, "label": "y" },
              "expect": { "rows": 2, "features": 1, "classes": { "no": 1, "yes": 1 } }, "byHand": "ask the owner"
            }
            """;
        File.WriteAllText(Path.Combine(toy.Folder, "manifest.json"), json);
        File.WriteAllText(Path.Combine(toy.Folder, "mine.csv"), Toy.Local);
        Assert.Equal(2, Library.Resolve(toy.Folder).Load(0).Count);
        Assert.Equal("mine", Library.Resolve(Path.Combine(toy.Folder, "manifest.json")).Id);
    }

    [Fact]
    public void An_absent_data_set_is_described_without_its_rows()
    {
        DatasetDescription description = DatasetDescription.Of(Library.Manifest("wine-quality"));
        Assert.Empty(description.Columns);
        Assert.Contains(("rows", "6,497, no official split"), description.Facts);
        Assert.Contains(("local", "no"), description.Facts);
    }

    [DataFact]
    public void A_present_one_is_described_with_its_columns()
    {
        DatasetDescription description = DatasetDescription.Of(new DatasetLibrary(DataFactAttribute.Folder).Manifest("diamonds"));
        Assert.Contains(new ColumnSummary("cut", "ordinal", 0, "5 levels: Fair, Good, Very Good, Premium, Ideal"), description.Columns);
        Assert.Contains(new ColumnSummary("carat", "numeric", 0, "0.2 to 5.01, median 0.7"), description.Columns);
    }
}
