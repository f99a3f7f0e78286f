using System.Net;
using MlCompare.Data;
using MlCompare.Datasets;
using static MlCompare.Tests.Datasets.Packing;

namespace MlCompare.Tests.Datasets;

public sealed class DatasetFetcherTests : IDisposable
{
    private readonly Toy toy = new();

    private static readonly OfficialFile InZip = new()
    {
        Url = Toy.Url,
        Member = "data/toy.data",
        Sha256 = Toy.Sum(Toy.Official),
        SkipLines = 1,
    };

    private static readonly byte[] OfficialZip = Zip(("readme", Bytes("hello")), ("data/toy.data", Bytes(Toy.Official)));

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task A_member_of_a_zip_is_fetched_checked_and_read_in_its_official_form()
    {
        List<FetchProgress> seen = [];
        string[] paths = await Fetch(InZip, AnswerHandler.Of(OfficialZip), new Listener(seen));
        Assert.Equal(["toy.data"], paths.Select(Path.GetFileName));
        Assert.Equal(new FetchProgress(Toy.Url, OfficialZip.Length, OfficialZip.Length), seen[^1]);

        Dataset dataset = new ManifestSource(Toy.Manifest(InZip), toy.Folders).Load(0);
        Assert.Equal([1f, 2f], Assert.IsType<NumericColumn>(Assert.Single(dataset.Features.Columns)).Values);
        Assert.Equal("x", dataset.Features.Columns[0].Name);
        Assert.Equal("no yes", string.Join(" ", dataset.Labels.ClassNames));
    }

    [Fact]
    public async Task What_is_there_already_is_not_fetched_again()
    {
        AnswerHandler handler = AnswerHandler.Of(OfficialZip);
        await Fetch(InZip, handler);
        await Fetch(InZip, handler);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task A_damaged_copy_in_the_cache_is_fetched_again()
    {
        AnswerHandler handler = AnswerHandler.Of(OfficialZip);
        toy.Put("toy.data", Bytes(Toy.Official.Replace("yes", "yet", StringComparison.Ordinal)));
        await Fetch(InZip, handler);
        Assert.Equal(1, handler.Requests);
        Assert.NotEqual(0, new ManifestSource(Toy.Manifest(InZip), toy.Folders).Load(0).Count);
    }

    [Fact]
    public async Task A_zip_in_a_zip_and_a_packed_tar_are_opened()
    {
        await Fetch(InZip with { Member = "inner.zip!data/toy.data" }, AnswerHandler.Of(Zip(("inner.zip", OfficialZip))));
        Directory.Delete(Path.Combine(toy.Folder, "toy"), recursive: true);
        await Fetch(InZip, AnswerHandler.Of(TarGzip(("readme", Bytes("hello")), ("./data/toy.data", Bytes(Toy.Official)))));
        Assert.NotEqual(0, new ManifestSource(Toy.Manifest(InZip), toy.Folders).Load(0).Count);
    }

    [Fact]
    public async Task Only_the_first_bytes_are_kept_where_the_manifest_says_so()
    {
        OfficialFile head = InZip with { FirstBytes = 10, Sha256 = Toy.Sum(Toy.Official[..10]) };
        string path = Assert.Single(await Fetch(head, AnswerHandler.Of(OfficialZip)));
        Assert.Equal(10, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Without_a_published_checksum_rows_and_classes_decide()
    {
        OfficialFile unknown = InZip with { Sha256 = null };
        await Fetch(unknown, AnswerHandler.Of(OfficialZip));
        Assert.Contains(new ManifestSource(Toy.Manifest(unknown), toy.Folders).Load(0).Remarks, remark => remark.Contains("No checksum", StringComparison.Ordinal));

        toy.Put("toy.data", Bytes(Toy.Official + "3;yes\n"));
        InputException error = Assert.Throws<InputException>(() => new ManifestSource(Toy.Manifest(unknown), toy.Folders).Load(0));
        Assert.Contains("rows: expected 2, found 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_checksum_says_what_was_expected_and_found()
    {
        byte[] other = Zip(("data/toy.data", Bytes("something else")));
        string message = await Failure(InZip, AnswerHandler.Of(other));
        Assert.Contains($"expected SHA-256 {Toy.Sum(Toy.Official)}, found {Toy.Sum("something else")}", message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", message, StringComparison.Ordinal);

        OfficialFile packed = InZip with { DownloadSha256 = Toy.Sum("packed") };
        Assert.Contains(Toy.Sum("packed"), await Failure(packed, AnswerHandler.Of(OfficialZip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_ends_early_is_no_file() => Assert.Contains(
        $"ended after {OfficialZip.Length - 7} of {OfficialZip.Length} bytes",
        await Failure(InZip, AnswerHandler.Of(OfficialZip[..^7], announced: OfficialZip.Length)), StringComparison.Ordinal);

    [Fact]
    public async Task A_truncated_archive_of_unknown_length_is_no_file() =>
        Assert.Contains("truncated or damaged", await Failure(InZip, AnswerHandler.Of(OfficialZip[..^7])), StringComparison.Ordinal);

    [Fact]
    public async Task A_member_that_is_not_there_is_named() =>
        Assert.Contains("there is no member 'data/toy.data'", await Failure(InZip, AnswerHandler.Of(Zip(("other", [1])))), StringComparison.Ordinal);

    [Fact]
    public async Task A_page_that_is_not_found_is_said_to_be() =>
        Assert.Contains("404", await Failure(InZip, new AnswerHandler(() => new HttpResponseMessage(HttpStatusCode.NotFound))), StringComparison.Ordinal);

    [Fact]
    public async Task No_network_is_said_to_be_none()
    {
        string message = await Failure(InZip, new AnswerHandler(() => throw new HttpRequestException("Name or service not known (example.org:443)")));
        Assert.StartsWith(Toy.Url, message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", message, StringComparison.Ordinal);
        Assert.Contains("check the network", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_program_may_fetch_is_not_asked_for()
    {
        AnswerHandler handler = AnswerHandler.Of([]);
        using DatasetFetcher fetcher = new(toy.Folders, handler);
        InputException error = await Assert.ThrowsAsync<InputException>(() => fetcher.FetchAsync(ManifestJson.Embedded.Get("otto")));
        Assert.Contains("kaggle", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using CancellationTokenSource cancel = new();
        using DatasetFetcher fetcher = new(toy.Folders, new AnswerHandler(() =>
        {
            cancel.Cancel();
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(OfficialZip) };
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(Toy.Manifest(InZip), null, cancel.Token));
        Assert.Empty(Directory.GetFiles(toy.Folder, "*", SearchOption.AllDirectories));
    }

    private async Task<string[]> Fetch(OfficialFile official, AnswerHandler handler, IProgress<FetchProgress>? progress = null)
    {
        using DatasetFetcher fetcher = new(toy.Folders, handler);
        return [.. await fetcher.FetchAsync(Toy.Manifest(official), progress)];
    }

    /// <summary>The line that a failed fetch gives; nothing may be left in the cache.</summary>
    private async Task<string> Failure(OfficialFile official, AnswerHandler handler)
    {
        InputException error = await Assert.ThrowsAsync<InputException>(() => Fetch(official, handler));
        Assert.Empty(Directory.GetFileSystemEntries(toy.Folder));
        return error.Message;
    }

    private sealed class Listener(List<FetchProgress> seen) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => seen.Add(value);
    }
}
