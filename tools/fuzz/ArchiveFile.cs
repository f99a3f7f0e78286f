using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MlCompare.Datasets;

namespace MlCompare.Fuzz;

/// <summary>Zip, zip in zip, tar and packed tar, read as a download is: one member is taken out, and nothing else may be written.</summary>
internal static class ArchiveFile
{
    private const string Member = "data/table.csv";

    private static readonly byte[] Content = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i % 3}\n")));

    public static byte[][] Seeds()
    {
        byte[] zip = Zip(("readme", [1, 2, 3]), (Member, Content), ("../up.txt", [4]));
        return [zip, Zip(("inner.zip", zip)), Tar(), Gzip(Tar())];
    }

    public static void Read(byte[] bytes, string folder)
    {
        string place = Path.Combine(folder, "archive"), archive = Path.Combine(folder, "archive.bin");
        Directory.CreateDirectory(place);
        File.WriteAllBytes(archive, bytes);
        string[] before = [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)];
        string target = Path.Combine(place, "table.csv");
        InputException? refused = null;
        int found = 0;
        foreach (string member in new[] { Member, $"inner.zip!{Member}" })
        {
            try
            {
                ArchiveMember.Extract(archive, member, null, target);
                found++;
            }
            catch (InputException error)
            {
                // The other name may fit.
                refused = error;
            }
            finally
            {
                File.Delete(target);
            }
        }

        string[] stray = [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Except(before)];
        if (stray.Length > 0)
        {
            throw new InvalidOperationException($"wrote {stray[0]}");
        }

        if (found == 0)
        {
            throw refused!;
        }
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream packed = new();
        using (ZipArchive zip = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Tar()
    {
        using MemoryStream packed = new();
        using (TarWriter tar = new(packed, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/hostname" });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Member) { DataStream = new MemoryStream(Content) });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "other") { DataStream = new MemoryStream([1, 2, 3]) });
        }

        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
