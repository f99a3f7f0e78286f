using MlCompare.Datasets;
using MlCompare.Tests.Support;
using static MlCompare.Tests.Datasets.Packing;

namespace MlCompare.Tests.Datasets;

public sealed class DatasetVerificationTests : IDisposable
{
    private static readonly OfficialFile Official = new() { Url = Toy.Url, Name = "toy.data", Sha256 = Toy.Sum(Toy.Official), SkipLines = 1 };

    private readonly Toy toy = new();

    private ManifestSource Source => new(Toy.Manifest(Official), toy.Folders);

    public void Dispose() => toy.Dispose();

    [Theory]
    [InlineData("toy.csv.gz", Toy.Local, true, FileStatus.Ok)]
    [InlineData("toy.csv.gz", Toy.Local, false, FileStatus.Ok)]
    [InlineData("toy.csv", Toy.Local, false, FileStatus.Ok)]
    [InlineData("toy.data", Toy.Official, false, FileStatus.Official)]
    public void A_good_copy_is_ok_however_it_is_packed(string name, string content, bool packed, FileStatus status)
    {
        toy.Put(name, packed ? Gzip(Bytes(content)) : Bytes(content));
        DatasetVerification verification = DatasetVerification.Of(Source);
        Assert.Empty(verification.Problems);
        Assert.Equal(status, Assert.Single(verification.Files).Status);
    }

    [Fact]
    public void An_absent_file_is_said_to_be()
    {
        DatasetVerification verification = DatasetVerification.Of(Source);
        Assert.False(verification.IsOk);
        Assert.Equal(FileStatus.Absent, Assert.Single(verification.Files).Status);
        string message = Assert.Throws<InputException>(() => Source.Load(0)).Message;
        Assert.Contains("mlcompare datasets fetch toy", message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("toy.csv.gz", Toy.Local)]
    [InlineData("toy.data", Toy.Official)]
    public void One_flipped_byte_is_a_wrong_checksum(string name, string content)
    {
        byte[] bytes = Bytes(content);
        bytes[^2] ^= 1;
        toy.Put(name, bytes);
        DatasetVerification verification = DatasetVerification.Of(Source);
        Assert.Equal(FileStatus.WrongChecksum, Assert.Single(verification.Files).Status);
        Assert.Contains("wrong checksum", Assert.Single(verification.Problems), StringComparison.Ordinal);
        Assert.Contains("wrong checksum", Assert.Throws<InputException>(() => Source.Load(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_gzip_is_one_clear_line()
    {
        toy.Put("toy.csv.gz", Gzip(Bytes(Toy.Local))[..^5]);
        Assert.Contains("truncated", Assert.Single(DatasetVerification.Of(Source).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_not_as_announced_are_a_problem()
    {
        toy.Put("toy.csv.gz", Bytes(Toy.Local));
        DatasetManifest manifest = Toy.Manifest(Official);
        ManifestSource wrong = new(manifest with { Expect = manifest.Expect with { Rows = 3 } }, toy.Folders);
        Assert.Equal(["rows: expected 3, found 2"], DatasetVerification.Of(wrong).Problems);
    }

    [DataFact]
    public void A_real_file_with_one_flipped_byte_is_found_out()
    {
        string original = DataFactAttribute.At("german-credit", "credit-g.csv.gz");
        using Stream stream = MlCompare.Data.Files.InputFile.Of(original).Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        byte[] bytes = content.ToArray();
        bytes[5000] ^= 1;
        Directory.CreateDirectory(Path.Combine(toy.Folder, "german-credit"));
        File.WriteAllBytes(Path.Combine(toy.Folder, "german-credit", "credit-g.csv.gz"), Gzip(bytes));
        DatasetVerification verification = DatasetVerification.Of(new DatasetLibrary(toy.Folder).Manifest("german-credit"));
        Assert.Equal(FileStatus.WrongChecksum, Assert.Single(verification.Files).Status);
    }

    [DataFact]
    public void A_real_copy_is_ok() => Assert.True(DatasetVerification.Of(new DatasetLibrary(DataFactAttribute.Folder).Manifest("wine-quality")).IsOk);
}
