using System.Formats.Tar;
using System.IO.Compression;
using MlCompare.Data.Files;

namespace MlCompare.Datasets;

/// <summary>Takes one file out of a zip or a tar (packed with gzip or not).</summary>
internal static class ArchiveMember
{
    /// <summary>Writes the member to <paramref name="target"/>.</summary>
    /// <param name="member">
    /// Path in the archive; <c>inner.zip!file</c> for a zip inside it; null: the archive itself is the file. A zip that has the
    /// file once in another folder will do: UCI has moved files within archives before.
    /// </param>
    /// <param name="firstBytes">Only the first so many bytes; null: all.</param>
    /// <exception cref="InputException">The archive is damaged or lacks the member.</exception>
    public static void Extract(string archive, string? member, long? firstBytes, string target)
    {
        try
        {
            if (member is null)
            {
                using Stream whole = File.OpenRead(archive);
                Copy(whole, firstBytes, target);
            }
            else if (IsZip(archive))
            {
                using ZipArchive zip = ZipFile.OpenRead(archive);
                FromZip(zip, member, firstBytes, archive, target);
            }
            else
            {
                FromTar(archive, member, firstBytes, target);
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(archive);
        }
        catch (EndOfStreamException)
        {
            throw Damaged(archive);
        }
    }

    private static void FromZip(ZipArchive zip, string member, long? firstBytes, string archive, string target)
    {
        string[] path = member.Split('!', 2);
        ZipArchiveEntry[] alike = [.. zip.Entries.Where(entry => entry.Name == path[0].Split('/')[^1])];
        ZipArchiveEntry entry = zip.GetEntry(path[0])
            ?? (alike.Length == 1 ? alike[0] : null)
            ?? throw Lacks(member, archive, zip.Entries.Select(entry => entry.FullName));
        using Stream stream = entry.Open();
        if (path.Length == 1)
        {
            Copy(stream, firstBytes, target);
            return;
        }

        // A zip is read from its end, so the inner one is held in memory.
        using MemoryStream inner = new();
        stream.CopyTo(inner);
        using ZipArchive innerZip = new(inner, ZipArchiveMode.Read);
        FromZip(innerZip, path[1], firstBytes, $"{archive}, member {path[0]}", target);
    }

    private static void FromTar(string archive, string member, long? firstBytes, string target)
    {
        using Stream stream = InputFile.Of(archive).Open();
        using TarReader tar = new(stream);
        List<string> names = [];
        while (tar.GetNextEntry() is { } entry)
        {
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (name == member && entry.DataStream is { } data)
            {
                Copy(data, firstBytes, target);
                return;
            }

            names.Add(name);
        }

        throw Lacks(member, archive, names);
    }

    private static void Copy(Stream from, long? firstBytes, string target)
    {
        using FileStream to = new(target, FileMode.Create, FileAccess.Write);
        byte[] buffer = new byte[1 << 16];
        long left = firstBytes ?? long.MaxValue;
        for (int count; left > 0 && (count = from.Read(buffer, 0, (int)Math.Min(buffer.Length, left))) > 0; left -= count)
        {
            to.Write(buffer, 0, count);
        }
    }

    private static bool IsZip(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
    }

    private static InputException Damaged(string archive) => new("the archive is truncated or damaged", archive, "fetch it again");

    private static InputException Lacks(string member, string archive, IEnumerable<string> names) => new(
        $"there is no member '{member}'", archive, $"look for it under another name; the first members are {string.Join(", ", names.Take(5))}");
}
