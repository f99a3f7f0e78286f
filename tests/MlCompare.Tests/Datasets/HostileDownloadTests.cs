using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using MlCompare.Data.Files;
using MlCompare.Datasets;
using static MlCompare.Tests.Datasets.Packing;

namespace MlCompare.Tests.Datasets;

/// <summary>Archives and servers that mean harm: one line, and nothing is written but the file that was asked for.</summary>
public sealed class HostileDownloadTests : IDisposable
{
    private static readonly OfficialFile InZip = new() { Url = Toy.Url, Member = "data/toy.data", Sha256 = Toy.Sum(Toy.Official), SkipLines = 1 };

    private static readonly byte[] SoundZip = Zip(("data/toy.data", Bytes(Toy.Official)));

    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Members_that_lead_elsewhere_are_written_nowhere()
    {
        byte[] zip = Zip(("../../../evil.txt", Bytes("evil")), ("/tmp/evil.txt", Bytes("evil")), ("..\\evil.txt", Bytes("evil")), ("data/toy.data", Bytes(Toy.Official)));
        await Fetch(InZip, AnswerHandler.Of(zip));
        Assert.Equal("toy.data", Path.GetFileName(Assert.Single(Directory.GetFiles(toy.Folder, "*", SearchOption.AllDirectories))));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(toy.Folder)!, "evil.txt"));
    }

    [Fact]
    public async Task A_link_in_a_tar_is_no_file()
    {
        using MemoryStream packed = new();
        using (TarWriter tar = new(packed, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "data/toy.data") { LinkName = "/etc/hostname" });
        }

        Assert.Contains("there is no member 'data/toy.data'", await Failure(InZip, AnswerHandler.Of(Gzip(packed.ToArray()))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_has_filled_the_disk()
    {
        byte[] zeros = new byte[200 << 20];
        byte[] bomb = Zip(("data/toy.data", zeros));
        Assert.Contains("far more than a file of its size should", await Failure(InZip, AnswerHandler.Of(bomb)), StringComparison.Ordinal);
        Assert.Contains("far more than", await Failure(InZip with { Member = "inner.zip!x" }, AnswerHandler.Of(Zip(("inner.zip", zeros)))), StringComparison.Ordinal);
        Assert.Contains("far more than", await Failure(InZip, AnswerHandler.Of(PackedWell(zeros))), StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_is_allowed_is_copied_and_all_of_what_is()
    {
        using MemoryStream to = new();
        BoundedCopy.Copy(new MemoryStream(new byte[100]), to, 100, "f");
        Assert.Equal(100, to.Length);
        Assert.Throws<InputException>(() => BoundedCopy.Copy(new MemoryStream(new byte[101]), Stream.Null, 100, "f"));
        BoundedCopy.Copy(new MemoryStream(new byte[101]), Stream.Null, 100, "f", wanted: 100);
    }

    [Fact]
    public async Task A_redirect_is_followed_as_long_as_it_is_https()
    {
        await Fetch(InZip, new AnswerHandler(address => address.Host == "example.org" ? Moved("https://mirror.example.net/here.zip") : Answer()));
        Assert.Single(Directory.GetFiles(toy.Folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("http://example.org/toy.zip", "the server sends on to http://example.org/toy.zip, which is not https")]
    [InlineData("file:///etc/passwd", "the server sends on to file:///etc/passwd, which is not https")]
    [InlineData("/again.zip", "the server sends on more than 10 times")]
    public async Task A_redirect_that_is_not_or_leads_nowhere_is_refused(string location, string message)
    {
        AnswerHandler handler = new(address =>
        {
            Assert.Equal(Uri.UriSchemeHttps, address.Scheme);
            return Moved(location);
        });
        Assert.Contains(message, await Failure(InZip, handler), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_the_clear_is_not_asked()
    {
        AnswerHandler handler = AnswerHandler.Of(SoundZip);
        Assert.Contains("the address is not https", await Failure(InZip with { Url = "http://example.org/toy.zip" }, handler), StringComparison.Ordinal);
        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [InlineData("http://example.org/toy.zip", null, "no web address that begins with https://")]
    [InlineData("https://example.org/toy.zip", "../../.bashrc", "no plain file name")]
    [InlineData("https://example.org/toy.zip", "/etc/cron.d/x", "no plain file name")]
    [InlineData("https://example.org/toy.zip", "c:evil", "no plain file name")]
    [InlineData("https://example.org/toy.zip", ".hidden", "no plain file name")]
    public void A_manifest_that_leads_elsewhere_is_refused(string url, string? name, string message)
    {
        string json = System.Text.Json.JsonSerializer.Serialize(Toy.Manifest(InZip with { Url = url, Name = name }), ManifestJson.Options);
        Assert.Contains(message, Assert.Throws<InputException>(() => ManifestJson.Parse(json, "toy.json")).Message, StringComparison.Ordinal);
        string sound = System.Text.Json.JsonSerializer.Serialize(Toy.Manifest(InZip), ManifestJson.Options);
        Assert.Equal("toy", ManifestJson.Parse(sound, "toy.json").Id);
    }

    private static byte[] PackedWell(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (TarWriter tar = new(gzip, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "data/toy.data") { DataStream = new MemoryStream(content) });
        }

        return packed.ToArray();
    }

    private static HttpResponseMessage Answer() => new(HttpStatusCode.OK) { Content = new ByteArrayContent(SoundZip) };

    private static HttpResponseMessage Moved(string location)
    {
        HttpResponseMessage response = new(HttpStatusCode.Found);
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return response;
    }

    private async Task Fetch(OfficialFile official, AnswerHandler handler)
    {
        using DatasetFetcher fetcher = new(toy.Folders, handler);
        await fetcher.FetchAsync(Toy.Manifest(official));
    }

    private async Task<string> Failure(OfficialFile official, AnswerHandler handler)
    {
        InputException error = await Assert.ThrowsAsync<InputException>(() => Fetch(official, handler));
        Assert.Empty(Directory.GetFileSystemEntries(toy.Folder));
        return error.Message;
    }
}
