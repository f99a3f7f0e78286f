using System.Security.Cryptography;
using System.Text;
using MlCompare.Datasets;

namespace MlCompare.Tests.Datasets;

/// <summary>A data set of two rows whose official form differs from the re-packed one, and a folder that disappears with it.</summary>
internal sealed class Toy : IDisposable
{
    public const string Local = "x,y\n1,no\n2,yes\n";
    public const string Official = "about toys\na;b\n1;no\n2;yes\n";
    public const string Url = "https://example.org/toy.zip";

    public Toy() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"mlcompare-test-{Environment.ProcessId}-{Interlocked.Increment(ref count)}");

    private static int count;

    public DataFolders Folders => new(null, Folder);

    public static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static DatasetManifest Manifest(OfficialFile official) => new()
    {
        Id = "toy",
        Title = "Toy",
        Modality = Modality.Tabular,
        Task = TaskKind.Binary,
        Source = "https://example.org",
        Licence = "CC0",
        Redistribute = true,
        Files = [new ManifestFile { Name = "toy.csv.gz", Sha256 = Sum(Local), Official = official }],
        Format = new ManifestFormat { Type = FormatKind.Delimited, Delimiter = ",", Header = true, Columns = ["x", "y"], Label = "y" },
        OfficialFormat = new ManifestFormat { Delimiter = ";" },
        Expect = new ManifestExpectation { Rows = 2, Features = 1, Classes = new Dictionary<string, int> { ["no"] = 1, ["yes"] = 1 } },
    };

    /// <summary>Puts a file into the folder of the data set.</summary>
    public void Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "toy"));
        File.WriteAllBytes(Path.Combine(Folder, "toy", name), bytes);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
