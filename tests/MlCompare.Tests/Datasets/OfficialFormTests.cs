using System.Text;
using MlCompare.Data;
using MlCompare.Data.Files;
using MlCompare.Datasets;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Datasets;

/// <summary>
/// The official files are made from the local copies by undoing what was changed in them. Where a checksum was published, it must
/// fit; in every case the same rows must be read.
/// </summary>
public sealed class OfficialFormTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [DataTheory]
    [InlineData("abalone")]
    [InlineData("adult")]
    [InlineData("bike-sharing-hourly")]
    [InlineData("letter")]
    [InlineData("magic-telescope")]
    [InlineData("wine-quality")]
    public void The_published_checksum_fits_and_the_rows_are_the_same(string id)
    {
        ManifestSource official = Official(id);
        Assert.All(official.CheckFiles(), check => Assert.True(check.Status is FileStatus.Official or FileStatus.Ok, $"{check.Path}: {check.Status}"));
        AssertSameRows(id, official);
    }

    [DataTheory]
    [InlineData("ames-housing")]
    [InlineData("bank-marketing")]
    [InlineData("electricity")]
    [InlineData("protein-casp")]
    public void Without_a_published_checksum_the_rows_are_the_same(string id)
    {
        ManifestSource official = Official(id);
        Assert.All(official.CheckFiles(), check => Assert.Equal(FileStatus.Unverified, check.Status));
        AssertSameRows(id, official);
    }

    private static void AssertSameRows(string id, ManifestSource official)
    {
        Dataset local = new DatasetLibrary(DataFactAttribute.Folder).Manifest(id).Load(0);
        Assert.Equal(local.ContentHash, official.Load(0).ContentHash);
    }

    /// <summary>The data set with the official files in a folder of their own.</summary>
    private ManifestSource Official(string id)
    {
        DatasetManifest manifest = ManifestJson.Embedded.Get(id);
        Directory.CreateDirectory(Path.Combine(toy.Folder, id));
        foreach (ManifestFile file in manifest.Files)
        {
            string local = Encoding.Latin1.GetString(InputFile.Of(DataFactAttribute.At(id, file.Name)).ReadAll());
            File.WriteAllText(Path.Combine(toy.Folder, id, file.Official!.StoredName!), Undo(file.Official.StoredName!, local), Encoding.Latin1);
        }

        return new ManifestSource(manifest, toy.Folders);
    }

    /// <summary>What the notes of the local copies say was changed, undone.</summary>
    private static string Undo(string name, string text) => name switch
    {
        "adult.test" => "|1x3 Cross validator\n" + text,
        "hour.csv" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        "letter-recognition.data" or "magic04.data" => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
        "winequality-red.csv" or "winequality-white.csv" => text.Replace(',', ';') + "\n",
        "AmesHousing.txt" => Unquoted(text, "Id,", "Order,").Replace(',', '\t'),
        "bank-full.csv" => Unquoted(text, ",deposit", ",y").Replace(',', ';'),
        "electricity-normalized.csv" => text.Replace(",UP\n", ",\"UP\"\n", StringComparison.Ordinal),
        "CASP.csv" => "RMSD,F1,F2,F3,F4,F5,F6,F7,F8,F9\n" + string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).Select(cells => string.Join(',', [cells[^1], .. cells[..^1]]) + "\n")),
        _ => text,
    };

    private static string Unquoted(string text, string header, string official)
    {
        Assert.DoesNotContain("\"", text, StringComparison.Ordinal);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return text[..end].Replace(header, official, StringComparison.Ordinal) + text[end..];
    }
}
