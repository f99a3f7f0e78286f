using MlCompare.Datasets;

namespace MlCompare.Tests.Datasets;

public sealed class ManifestJsonTests
{
    private const string Sum = "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d";

    private const string Minimal = $$"""
        {
          "id": "toy", "title": "Toy", "modality": "tabular", "task": "binary",
          "source": "https://example.org", "licence": "CC0", "redistribute": true,
          "files": [ { "name": "toy.csv", "sha256": "{{Sum}}", "official": { "url": "https://example.org/toy.csv", "name": "toy-official.csv" } } ],
          "format": { "type": "delimited", "delimiter": ",", "header": true, "label": "y" },
          "expect": { "rows": 2, "features": 1, "classes": { "no": 1, "yes": 1 } }
        }
        """;

    [Fact]
    public void All_34_public_data_sets_come_with_the_library() => Assert.Equal(34, ManifestJson.Embedded.All.Count);

    [Fact]
    public void Embedded_manifests_say_where_the_rows_come_from_and_what_is_allowed() => Assert.All(ManifestJson.Embedded.All, manifest =>
    {
        Assert.StartsWith("http", manifest.Source, StringComparison.Ordinal);
        Assert.NotEqual("", manifest.Licence);
        Assert.NotEqual("", manifest.Notes);
        Assert.Equal(manifest.Files.Count, manifest.Files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count());
    });

    [Theory]
    [InlineData("otto")]
    [InlineData("ag-news-sample")]
    [InlineData("trec")]
    [InlineData("rt-polarity")]
    [InlineData("sst")]
    [InlineData("imdb")]
    [InlineData("titanic")]
    [InlineData("telco-churn")]
    [InlineData("ames-housing")]
    [InlineData("cifar10-first4000")]
    public void Rows_whose_licence_does_not_allow_it_are_not_passed_on(string id) =>
        Assert.False(ManifestJson.Embedded.Get(id).Redistribute);

    [Fact]
    public void A_minimal_manifest_is_read() => Assert.Equal("toy", ManifestJson.Parse(Minimal, "toy.json").Id);

    [Theory]
    [InlineData("\"title\"", "\"titel\"", "titel")]
    [InlineData("\"header\": true", "\"heading\": true", "heading")]
    [InlineData("\"task\": \"binary\"", "\"task\": \"ranking\"", "task")]
    [InlineData("\"rows\": 2, ", "", "rows")]
    [InlineData("\"id\": \"toy\"", "\"id\": \"Toy set\"", "Toy set")]
    [InlineData(Sum, "5b00", "SHA-256")]
    [InlineData("https://example.org/toy.csv", "toy.csv", "web address")]
    [InlineData("\"url\": \"https://example.org/toy.csv\", ", "", "byHand")]
    [InlineData("\"type\": \"delimited\", ", "", "type")]
    [InlineData("\"id\": \"toy\"", "\"id\": \"toy\", \"id2\": 1", "id2")]
    [InlineData("toy-official.csv", "toy.csv", "name of its own")]
    public void A_mistake_is_named(string right, string wrong, string named)
    {
        Assert.Contains(right, Minimal, StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(() => ManifestJson.Parse(Minimal.Replace(right, wrong, StringComparison.Ordinal), "toy.json"));
        Assert.StartsWith("toy.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_format_changes_what_it_names_and_nothing_else()
    {
        DatasetManifest wine = ManifestJson.Embedded.Get("wine-quality");
        ManifestFormat official = wine.Format.With(wine.OfficialFormat);
        Assert.Equal(";", official.Delimiter);
        Assert.Equal(wine.Format.Columns, official.Columns);
        Assert.Equal(wine.Format.Label, official.Label);
    }
}
